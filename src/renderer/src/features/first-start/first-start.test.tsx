// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { OllamaDiscovery } from '#shared/domain/local-model.ts';
import { useApp } from '../../stores/app.ts';
import { useDiscovery } from '../../stores/discovery.ts';
import { useDraft } from '../../stores/draft.ts';
import { usePulls } from '../../stores/pulls.ts';
import { exampleConfiguration, exampleInfo } from '../../testing/examples.ts';
import { askedOf, mainAnswers } from '../../testing/fake-bridge.ts';
import { examplePull } from '../../testing/local-model-examples.ts';
import { draw } from '../../testing/render.tsx';
import { useDialogs } from '../configurations/dialogs.ts';
import { FirstStart } from './first-start.tsx';

const baseUrl = 'http://127.0.0.1:11434';
const away: OllamaDiscovery = { baseUrl, running: false, models: [] };
const there: OllamaDiscovery = {
  baseUrl,
  running: true,
  models: [{ name: 'llama3.2:3b', sizeBytes: 2 * 2 ** 30, parameterSize: '3.2B' }],
};

beforeEach(() => {
  vi.useFakeTimers();
  window.location.hash = '';
  useApp.setState({ info: exampleInfo });
  useDiscovery.setState(useDiscovery.getInitialState());
  useDraft.setState(useDraft.getInitialState());
  useDialogs.setState(useDialogs.getInitialState());
  return () => vi.useRealTimers();
});

async function drawn(ollama: () => OllamaDiscovery) {
  const created = exampleConfiguration({ name: 'llama3.2:3b' });
  mainAnswers({
    'models.discoverOllama': ollama,
    'configurations.create': () => created,
    'localModels.pull': () => examplePull({ name: 'llama3.2' }),
    'demo.start': () => ({ upserted: [], removed: [], effectiveDefault: null }),
  });
  draw(<FirstStart />);
  await act(async () => {});
  return created;
}

test('one click on a model that Ollama has makes a configuration and leads to Generate', async () => {
  const created = await drawn(() => there);
  fireEvent.click(screen.getByRole('button', { name: /llama3\.2:3b.*2\.0 GiB/ }));
  await act(async () => {});
  expect(askedOf('configurations.create')).toMatchObject([
    { fields: { name: 'llama3.2:3b', provider: 'ollama', model: 'llama3.2:3b' } },
  ]);
  expect(useDraft.getState().configurationId).toBe(created.id);
  expect(window.location.hash).toBe('#/generate');
});

test('Ollama that is not running is explained, and found once it is there', async () => {
  let now = away;
  await drawn(() => now);
  expect(screen.getByText('ollama serve')).toBeTruthy();
  now = there;
  fireEvent.click(screen.getByRole('button', { name: 'Look again' }));
  await act(async () => {});
  expect(screen.getByRole('button', { name: /llama3\.2:3b/ })).toBeTruthy();
});

test('Ollama is looked for again without being asked', async () => {
  let now = away;
  await drawn(() => now);
  now = there;
  await act(() => vi.advanceTimersByTimeAsync(30_000));
  expect(screen.getByRole('button', { name: /llama3\.2:3b/ })).toBeTruthy();
});

test('Ollama that has no model is offered a first one', async () => {
  await drawn(() => ({ ...there, models: [] }));
  fireEvent.click(screen.getByRole('button', { name: 'Pull llama3.2' }));
  await act(async () => {});
  expect(askedOf('localModels.pull')).toEqual([
    { address: { configurationId: null }, name: 'llama3.2', insecure: false },
  ]);
  act(() => usePulls.setState({ pulls: [examplePull({ name: 'llama3.2' })] }));
  expect(screen.getByRole('link', { name: 'Pulling llama3.2 50 %' })).toBeTruthy();
});

test('a provider is added in the dialog', async () => {
  await drawn(() => away);
  fireEvent.click(screen.getByRole('button', { name: 'Add a provider' }));
  expect(useDialogs.getState()).toMatchObject({ opened: true, dialog: { kind: 'new' } });
});

test('the demo starts with a prompt to run, and leaves a prompt that is there', async () => {
  await drawn(() => away);
  fireEvent.click(screen.getByRole('button', { name: 'Try the demo' }));
  await act(async () => {});
  expect(askedOf('demo.start')).toHaveLength(1);
  expect(useDraft.getState().prompt).not.toBe('');
  expect(window.location.hash).toBe('#/generate');

  useDraft.setState({ prompt: 'Mine' });
  fireEvent.click(screen.getByRole('button', { name: 'Try the demo' }));
  await act(async () => {});
  expect(useDraft.getState().prompt).toBe('Mine');
});

test('without the permission nothing can be created', async () => {
  useApp.setState({ info: { ...exampleInfo, actor: { ...exampleInfo.actor, permissions: [] } } });
  await drawn(() => there);
  for (const button of screen.getAllByRole<HTMLButtonElement>('button')) {
    expect(button.disabled).toBe(true);
  }
});
