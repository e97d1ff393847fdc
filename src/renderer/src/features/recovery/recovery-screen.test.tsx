// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { App } from '../../App.tsx';
import { exampleInfo } from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';

const recovery = {
  file: '/data/registry.json',
  problem: 'The registry "/data/registry.json" is cut short.',
  backups: [
    { name: 'b2.json', savedAt: '2026-11-23T08:00:00.000Z', configurations: 12 },
    { name: 'b1.json', savedAt: '2026-11-20T08:00:00.000Z', configurations: 1 },
  ],
};
const damaged = { 'app.info': () => ({ ...exampleInfo, recovery }) };
const reload = vi.spyOn(window.location, 'reload').mockImplementation(() => undefined);

beforeEach(() => reload.mockClear());
afterEach(cleanup);

async function open(answers: Parameters<typeof mainAnswers>[0] = {}) {
  mainAnswers({ ...damaged, ...answers });
  await act(async () => {
    render(<App nonce="" />);
  });
  await screen.findByRole('heading', { level: 1 });
}
const button = (name: RegExp | string) => screen.getByRole<HTMLButtonElement>('button', { name });
const press = (name: RegExp | string) =>
  act(async () => {
    fireEvent.click(button(name));
  });

describe('a registry that cannot be read', () => {
  it('is shown instead of the app, with what was found and what there is to bring back', async () => {
    await open();
    expect(document.documentElement.dataset.appState).toBe('ready');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('cannot be read');
    const words = document.body.textContent;
    expect(words).toContain('is cut short');
    expect(words).toContain('/data/registry.json is not overwritten');
    expect(words).toContain('registry.damaged');
    const backups = screen.getAllByRole('listitem').map((item) => item.textContent);
    expect(backups).toHaveLength(2);
    expect(backups[0]).toContain('12 configurations');
    expect(backups[1]).toContain('1 configuration');
    expect(askedOf('configurations.list')).toEqual([]);
  });

  it('loads the page anew once a backup is back, and not before', async () => {
    await open({ 'recovery.restore': () => null });
    await press(/^Restore the backup of Nov 23/);
    expect(askedOf('recovery.restore')).toEqual([{ backup: 'b2.json' }]);
    expect(reload).not.toHaveBeenCalled();
    act(() => mainAnnounces('app.reopened', null));
    expect(reload).toHaveBeenCalledOnce();
  });

  it('says why a backup could not be brought back, and offers the next', async () => {
    await open({
      'recovery.restore': () => {
        throw new AppError('storage-failed', 'The disk is full.');
      },
    });
    await press(/^Restore the backup of Nov 23/);
    expect(screen.getByRole('alert').textContent).toBe('The disk is full.');
    expect(button(/^Restore the backup of Nov 20/).disabled).toBe(false);
  });

  it('is looked at again when somebody has mended it', async () => {
    await open({ 'recovery.retry': () => null });
    await press('Look again');
    expect(askedOf('recovery.retry')).toHaveLength(1);
  });

  it('gives way to an empty one only once that was typed', async () => {
    await open({ 'recovery.startEmpty': () => null });
    await press('Start empty');
    const dialog = await screen.findByRole('dialog', { name: 'Start with no configurations?' });
    expect(dialog.textContent).toContain('moved aside');
    const confirm = () =>
      act(async () => {
        fireEvent.click(within(dialog).getByRole('button', { name: 'Start empty' }));
      });
    await confirm();
    expect(askedOf('recovery.startEmpty')).toEqual([]);
    fireEvent.input(screen.getByRole('textbox'), { target: { value: 'Start empty' } });
    await confirm();
    expect(askedOf('recovery.startEmpty')).toEqual([{ confirmation: 'start empty' }]);
  });

  it('can be mended by who may manage members alone, which it says', async () => {
    const actor = { ...exampleInfo.actor, permissions: ['configs:read' as const] };
    await open({ 'app.info': () => ({ ...exampleInfo, actor, recovery }) });
    expect(document.body.textContent).toContain('needs the permission members:manage');
    expect(button(/^Restore the backup of Nov 23/).disabled).toBe(true);
    expect(button('Start empty').disabled).toBe(true);
    expect(button('Look again').disabled).toBe(false);
  });
});
