// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { useApp } from '../../stores/app.ts';
import { useComparisonDraft } from '../../stores/comparison-draft.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useDraft } from '../../stores/draft.ts';
import { useLocalModels } from '../../stores/local-models.ts';
import { useLocalServers } from '../../stores/local-servers.ts';
import { exampleConfiguration, exampleInfo } from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import {
  exampleList,
  exampleModel,
  examplePull,
  exampleServer,
} from '../../testing/local-model-examples.ts';
import { draw } from '../../testing/render.tsx';
import { useDialogs } from '../configurations/dialogs.ts';
import { usePullDraft } from '../local-models/pull-draft.ts';
import { openPalette, useOverlay } from './open.ts';
import { Palette } from './palette.tsx';
import { useShortcuts } from './shortcuts.ts';

function Frame() {
  useShortcuts();
  return (
    <main>
      <input type="search" aria-label="Search" />
      <input aria-label="Name" />
      <Palette />
    </main>
  );
}

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const named = (number: number, name: string) => exampleConfiguration({ id: id(number), name });

beforeEach(() => {
  localStorage.clear();
  window.location.hash = '';
  useApp.setState({ info: exampleInfo });
  useOverlay.setState(useOverlay.getInitialState());
  useDraft.setState(useDraft.getInitialState());
  useDialogs.setState(useDialogs.getInitialState());
  useConfigurations.setState({
    configurations: [named(1, 'House model'), named(2, 'Laptop llama')],
    effectiveDefault: { id: id(1), reason: 'most-recent' },
  });
  mainAnswers({
    'configurations.setDefault': () => ({ upserted: [], removed: [], effectiveDefault: null }),
  });
});

function opened() {
  draw(<Frame />);
  act(openPalette);
}

function search(words: string) {
  fireEvent.change(screen.getByRole('combobox'), { target: { value: words } });
}

const options = () => screen.queryAllByRole('option').map((one) => one.textContent ?? '');
const press = (key: string) => fireEvent.keyDown(screen.getByRole('combobox'), { key });

test('Ctrl+K opens it and closes it again', () => {
  draw(<Frame />);
  fireEvent.keyDown(window, { code: 'KeyK', key: 'k', ctrlKey: true });
  expect(screen.getByRole('dialog', { name: 'Command palette' })).toBeTruthy();
  fireEvent.keyDown(window, { code: 'KeyK', key: 'k', ctrlKey: true });
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a page is reached by a few letters and Enter', () => {
  opened();
  search('sett');
  press('Enter');
  expect(window.location.hash).toBe('#/settings');
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a configuration can be run with, edited, or made the default', () => {
  opened();
  search('house');
  expect(
    options()
      .slice(0, 3)
      .map((one) => one.split('OpenAI')[0]),
  ).toEqual(['Run with House model', 'Edit House model', 'Set House model as default']);
  press('ArrowDown');
  press('ArrowDown');
  press('Enter');
  expect(askedOf('configurations.setDefault')).toEqual([{ id: id(1) }]);
});

test('a configuration is taken to Compare, once', () => {
  useComparisonDraft.setState(useComparisonDraft.getInitialState());
  opened();
  search('compare with laptop');
  press('Enter');
  act(openPalette);
  search('compare with laptop');
  press('Enter');
  expect(window.location.hash).toBe('#/compare');
  const { columns } = useComparisonDraft.getState();
  expect(columns.map(({ configurationId }) => configurationId)).toEqual([id(2)]);
});

test('“Edit a configuration…” goes on with a search among configurations', () => {
  opened();
  search('edit a');
  press('Enter');
  expect(options().map((one) => one.split('OpenAI')[0])).toContain('Edit Laptop llama');
  search('edit laptop');
  press('Enter');
  expect(useDialogs.getState().dialog).toEqual({ kind: 'edit', id: id(2) });
});

test('what was chosen last comes first the next time', () => {
  opened();
  search('laptop');
  press('Enter');
  expect(useDraft.getState().configurationId).toBe(id(2));
  act(openPalette);
  expect(options()[0]).toContain('Run with Laptop llama');
});

test('of ten thousand configurations the right one is found and few are drawn', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => named(index, `Number ${index}`));
  useConfigurations.setState({ configurations: many });
  opened();
  search('number 7777');
  expect(options()[0]).toContain('Run with Number 7777');
  search('number');
  expect(options().length).toBeLessThan(20);
});

test('a model that is known to be installed is used in Generate', async () => {
  useLocalServers.setState({ servers: [exampleServer()] });
  useLocalModels.setState(useLocalModels.getInitialState());
  mainAnswers({ 'configurations.create': () => named(3, 'qwen3:8b') });
  opened();
  search('qwen');
  expect(options()).toEqual([]);
  act(() =>
    mainAnnounces('localModels.changed', {
      address: { configurationId: null },
      installed: exampleList(exampleModel('qwen3:8b')),
    }),
  );
  search('qwen3');
  expect(options()[0]).toContain('Use qwen3:8b in Generate');
  press('Enter');
  await act(async () => {});
  expect(useDraft.getState().configurationId).toBe(id(3));
});

test('“Pull a model…” leads to where its name is asked for; with a name it is pulled at once', async () => {
  mainAnswers({ 'localModels.pull': () => examplePull() });
  opened();
  search('pull a model');
  press('Enter');
  expect(window.location.hash).toBe('#/local-models');
  expect(usePullDraft.getState().wanted).toBe(true);
  act(openPalette);
  search('pull qwen3:8b');
  expect(options()[0]).toContain('Pull qwen3:8b');
  press('Enter');
  await act(async () => {});
  expect(askedOf('localModels.pull')).toEqual([
    { address: { configurationId: null }, name: 'qwen3:8b', insecure: false },
  ]);
});

test('says so when nothing answers', () => {
  opened();
  search('zzzz');
  expect(options()).toEqual([]);
  expect(screen.getByRole('status').textContent).toBe('Nothing answers to that.');
});

test('offers nothing that the acting member may not do', () => {
  useApp.setState({
    info: { ...exampleInfo, actor: { ...exampleInfo.actor, permissions: ['configs:read'] } },
  });
  opened();
  search('house');
  expect(options()).toEqual([]);
  search('new configuration');
  expect(options()).not.toContain('New configuration');
});

test('shortcuts: Alt+N, the search, the sheet; and none of them while typing', () => {
  draw(<Frame />);
  const field = screen.getByRole('textbox', { name: 'Name' });
  fireEvent.keyDown(field, { key: '?' });
  fireEvent.keyDown(field, { key: '/' });
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).not.toBe(screen.getByRole('searchbox'));

  fireEvent.keyDown(document.body, { key: '/' });
  expect(document.activeElement).toBe(screen.getByRole('searchbox'));
  fireEvent.keyDown(document.body, { key: 'n', code: 'KeyN', altKey: true });
  expect(useDialogs.getState().dialog).toMatchObject({ kind: 'new' });
  fireEvent.keyDown(document.body, { key: '?' });
  const sheet = screen.getByRole('dialog', { name: 'Keyboard shortcuts' });
  const sections = within(sheet).getAllByRole('heading', { level: 3 });
  expect(sections.map(({ textContent }) => textContent)).toEqual([
    'Everywhere',
    'Generate',
    'Compare',
    'Workflows',
  ]);
});
