// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { useApp } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { usePolicy } from '../../stores/policy.ts';
import {
  exampleConfiguration,
  exampleInfo,
  exampleKey,
  examplePolicy,
} from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { ConfigurationsPage } from './configurations-page.tsx';
import { closeDetails } from './details.ts';
import { useDialogs } from './dialogs.ts';

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const key = exampleKey({
  status: 'stored',
  hint: '3f9A',
  fingerprint: 'aaaaaaaaaaaa',
  setAt: daysAgo(100),
  setBy: 'grace',
  lastVerifiedAt: daysAgo(2),
});
const prod = exampleConfiguration({
  id: '00000000-0000-4000-8000-00000000000a',
  name: 'Prod',
  tags: ['billing'],
  notes: 'Ask the platform team.',
  headers: { 'X-Title': 'Keywell' },
  key,
});
const twin = exampleConfiguration({
  id: '00000000-0000-4000-8000-00000000000b',
  name: 'Twin',
  key: { ...key, setAt: daysAgo(1), approvedAt: daysAgo(1), approvedBy: 'ada' },
});

beforeEach(() => {
  mainAnswers({ 'audit.list': () => ({ records: [], more: false }) });
  useConfigurations.setState({ configurations: [prod, twin], effectiveDefault: null });
  useApp.setState({ info: exampleInfo });
  usePolicy.setState({ policy: examplePolicy() });
  closeDetails();
});

const changed = (...upserted: ConfigurationView[]) =>
  act(() =>
    mainAnnounces('configurations.changed', { upserted, removed: [], effectiveDefault: null }),
  );
const drawer = (name: string) => screen.findByRole('dialog', { name });
const fact = (within_: HTMLElement, term: string) =>
  within(within_).getByText(term, { selector: 'dt' }).nextElementSibling?.textContent;

async function openDetailsOf(name: string) {
  draw(<ConfigurationsPage />);
  const button = screen.getByRole('button', { name });
  button.focus();
  await act(async () => fireEvent.click(button));
  return { button, dialog: await drawer(name) };
}

describe('the details of a configuration', () => {
  it('name everything that is known of its key, and nothing of the key itself but its hint', async () => {
    const { dialog } = await openDetailsOf('Prod');
    expect(fact(dialog, 'State')).toBe('Stored in the keychain');
    expect(fact(dialog, 'Hint')).toContain('Key ending in 3f9A');
    expect(fact(dialog, 'Fingerprint')).toContain('aaaaaaaaaaaa');
    expect(fact(dialog, 'Set')).toMatch(/ago by grace$|month by grace$/);
    expect(fact(dialog, 'Age')).toContain('100 days, past the limit of 90 days');
    expect(fact(dialog, 'Last verified')).toBe('2 days ago');
    expect(fact(dialog, 'Last used')).toBe('Never');
    expect(fact(dialog, 'Approved')).toBe('Not approved');
    expect(fact(dialog, 'Final URL')).toBe('https://api.openai.com/v1/responses');
    expect(fact(dialog, 'Tags')).toBe('billing');
    expect(fact(dialog, 'Notes')).toBe('Ask the platform team.');
    expect(fact(dialog, 'Extra headers')).toBe('X-Title: Keywell');
    expect(fact(dialog, 'Temperature')).toBe("Provider's own");
  });

  it('lead to the others with the same key', async () => {
    const { dialog } = await openDetailsOf('Prod');
    await act(async () => fireEvent.click(within(dialog).getByRole('button', { name: 'Twin' })));
    expect(fact(await drawer('Twin'), 'Age')).toBe('1 day');
    expect(fact(await drawer('Twin'), 'Approved')).toMatch(/by ada$/);
  });

  it('approve the key, and follow what main announces', async () => {
    const { dialog } = await openDetailsOf('Prod');
    mainAnswers({ 'keys.approve': () => prod });
    await act(async () =>
      fireEvent.click(within(dialog).getByRole('button', { name: 'Approve key' })),
    );
    expect(askedOf('keys.approve')).toEqual([
      { configurationId: prod.id, fingerprint: key.fingerprint },
    ]);
    changed({ ...prod, key: { ...key, approvedAt: daysAgo(0), approvedBy: 'ada' } });
    expect(fact(dialog, 'Approved')).toBe('just now by ada');
    expect(within(dialog).queryByRole('button', { name: 'Approve key' })).toBeNull();
  });

  it('stay under a dialog that opens over them, and close after it', async () => {
    const { button, dialog } = await openDetailsOf('Prod');
    await act(async () =>
      fireEvent.click(within(dialog).getByRole('button', { name: 'Remove key' })),
    );
    expect(useDialogs.getState()).toMatchObject({ opened: true, dialog: { kind: 'remove-key' } });
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(screen.getByRole('dialog', { name: 'Prod' })).toBe(dialog);
    act(() => useDialogs.setState({ opened: false }));
    fireEvent.keyDown(document.body, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Prod' })).toBeNull());
    expect(document.activeElement).toBe(button);
  });

  it('close when the configuration is deleted', async () => {
    await openDetailsOf('Prod');
    act(() =>
      mainAnnounces('configurations.changed', {
        upserted: [],
        removed: [prod.id],
        effectiveDefault: null,
      }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('what the acting member may not do', () => {
  it('is there, cannot be done, and says which permission is missing', async () => {
    useApp.setState({
      info: { ...exampleInfo, actor: { ...exampleInfo.actor, permissions: ['configs:read'] } },
    });
    draw(<ConfigurationsPage />);
    fireEvent.click(screen.getByRole('button', { name: 'Actions for Prod' }));
    const entry = await screen.findByRole('menuitem', { name: 'Remove key' });
    expect(entry.getAttribute('aria-disabled')).toBe('true');
    expect(entry.getAttribute('aria-description')).toContain('keys:manage');
    expect(entry.textContent).toContain('needs keys:manage');
    fireEvent.click(entry);
    expect(useDialogs.getState().opened).toBe(false);
    const create = screen.getByRole('button', { name: 'New configuration' });
    fireEvent.click(create);
    expect(create.getAttribute('aria-description')).toContain('configs:write');
    expect(useDialogs.getState().opened).toBe(false);
  });

  it('includes reading the history', async () => {
    useApp.setState({
      info: { ...exampleInfo, actor: { ...exampleInfo.actor, permissions: ['configs:read'] } },
    });
    const { dialog } = await openDetailsOf('Prod');
    const history = within(dialog).getByRole('region', { name: 'History' });
    expect(history.textContent).toContain('audit:read');
    expect(askedOf('audit.list')).toEqual([]);
  });
});

describe('the list', () => {
  it('shows at a glance that a key is old, approved, or behind another configuration too', () => {
    draw(<ConfigurationsPage />);
    const cellOf = (name: string) =>
      screen.getByRole('row', { name: new RegExp(`^${name}`) }).textContent;
    expect(cellOf('Prod')).toContain('Key ending in 3f9A');
    expect(cellOf('Prod')).toContain('Same key as Twin');
    expect(cellOf('Prod')).toContain('100 days old');
    expect(cellOf('Prod')).not.toContain('Approved');
    expect(cellOf('Twin')).toContain('Approved by ada');
    expect(cellOf('Twin')).not.toContain('days old');
  });

  it('narrows to a state of the key', async () => {
    draw(<ConfigurationsPage />);
    fireEvent.click(screen.getByRole('combobox', { name: 'Filter by key' }));
    await act(async () =>
      fireEvent.click(await screen.findByRole('option', { name: 'Older than 90 days' })),
    );
    expect(screen.getByRole('status').textContent).toBe('1 of 2');
    expect(screen.queryByRole('button', { name: 'Twin' })).toBeNull();
  });
});
