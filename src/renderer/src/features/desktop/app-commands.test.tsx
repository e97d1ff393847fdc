// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AppCommand } from '#shared/domain/app-command.ts';
import { useApp } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useDraft } from '../../stores/draft.ts';
import { usePolicy } from '../../stores/policy.ts';
import { useRuns } from '../../stores/runs.ts';
import {
  exampleActor,
  exampleConfiguration,
  exampleInfo,
  examplePolicy,
} from '../../testing/examples.ts';
import { mainAnnounces } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { useNotices } from '../../ui/notices.ts';
import { useDetails } from '../configurations/details.ts';
import { closeDialog, useDialogs } from '../configurations/dialogs.ts';
import { closeDiagnostics, useDiagnostics } from '../diagnostics/open.ts';
import { closeOverlay, openPalette, useOverlay } from '../palette/open.ts';
import { useAppCommands } from './use-app-commands.ts';

const { id } = exampleConfiguration();

beforeEach(() => {
  useApp.setState({ info: exampleInfo });
  usePolicy.setState({ policy: examplePolicy() });
  useConfigurations.setState({ configurations: [exampleConfiguration()] });
  useDraft.setState(useDraft.getInitialState());
  useNotices.setState({ notices: [] });
  useDetails.setState({ id: null, opened: false });
  closeDialog();
  closeDiagnostics();
  closeOverlay();
  window.location.hash = '';
});

function Window() {
  useAppCommands();
  return null;
}

async function settled() {
  await act(() => import('./carry-out.ts').then(() => undefined));
}

async function choose(command: AppCommand) {
  draw(<Window />);
  act(() => mainAnnounces('app.command', command));
  await settled();
}
const notices = () => useNotices.getState().notices.map(({ sentence }) => sentence);

describe('what is chosen outside the page', () => {
  it('opens a page', async () => {
    await choose({ kind: 'open-page', page: 'team' });
    expect(window.location.hash).toBe('#/team');
  });

  it('before the page is ready is carried out once it is', async () => {
    act(() => mainAnnounces('app.command', { kind: 'open-page', page: 'activity' }));
    await settled();
    expect(window.location.hash).toBe('');
    draw(<Window />);
    await settled();
    expect(window.location.hash).toBe('#/activity');
  });

  it('opens the details of a configuration', async () => {
    await choose({ kind: 'open-configuration', id });
    expect(window.location.hash).toBe('#/configurations');
    expect(useDetails.getState()).toEqual({ id, opened: true });
  });

  it('says that a configuration is gone', async () => {
    await choose({ kind: 'open-configuration', id: '00000000-0000-4000-8000-00000000dead' });
    expect(useDetails.getState().opened).toBe(false);
    expect(notices()).toEqual([expect.stringContaining('may be deleted')]);
  });

  it('opens Generate for something new, and keeps what was typed there', async () => {
    useDraft.setState({ prompt: 'Half a thought' });
    await choose({ kind: 'new-generation' });
    expect(window.location.hash).toBe('#/generate');
    expect(useRuns.getState().shownId).toBeNull();
    expect(useDraft.getState().prompt).toBe('Half a thought');
  });

  it.each([
    ['new-configuration', () => useDialogs.getState().opened],
    ['command-palette', () => useOverlay.getState().open === 'palette'],
    ['keyboard-shortcuts', () => useOverlay.getState().open === 'shortcuts'],
    ['diagnostics', () => useDiagnostics.getState().opened],
  ] as const)('opens what it names: %s', async (kind, isOpen) => {
    expect(isOpen()).toBe(false);
    await choose({ kind });
    expect(isOpen()).toBe(true);
  });

  it('creates nothing for whoever may not, and says why', async () => {
    useApp.setState({ info: { ...exampleInfo, actor: exampleActor('auditor') } });
    await choose({ kind: 'new-configuration' });
    expect(useDialogs.getState().opened).toBe(false);
    expect(notices()).toEqual([expect.stringContaining('configs:write')]);
  });

  it('closes the palette, and leaves any other dialog as it is', async () => {
    openPalette();
    await choose({ kind: 'open-page', page: 'team' });
    expect(useOverlay.getState().open).toBeNull();
    expect(window.location.hash).toBe('#/team');

    draw(<div role="dialog" aria-label="With something typed" />);
    expect(screen.getByRole('dialog')).toBeTruthy();
    await choose({ kind: 'open-page', page: 'activity' });
    expect(window.location.hash).toBe('#/team');
  });

  it('shows nothing but the report while the registry cannot be read', async () => {
    const recovery = { file: '/data/registry.json', problem: 'It is damaged.', backups: [] };
    useApp.setState({ info: { ...exampleInfo, recovery } });
    await choose({ kind: 'open-page', page: 'team' });
    expect(window.location.hash).toBe('');
    await choose({ kind: 'diagnostics' });
    expect(useDiagnostics.getState().opened).toBe(true);
  });
});
