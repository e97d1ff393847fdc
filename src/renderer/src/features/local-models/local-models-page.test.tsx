// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { LocalModel } from '#shared/domain/local-model.ts';
import type { LocalModelsChange } from '#shared/domain/local-server.ts';
import type { PullJob } from '#shared/domain/pull-job.ts';
import { AppError } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useDraft } from '../../stores/draft.ts';
import { useLocalModels } from '../../stores/local-models.ts';
import { useLocalServers } from '../../stores/local-servers.ts';
import { usePulls } from '../../stores/pulls.ts';
import { exampleActor, exampleConfiguration, exampleInfo } from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import {
  exampleList,
  exampleLoaded,
  exampleModel,
  examplePull,
  exampleRunning,
  exampleServer,
} from '../../testing/local-model-examples.ts';
import { draw } from '../../testing/render.tsx';
import { useNotices } from '../../ui/notices.ts';
import { LocalModelsPage } from './local-models-page.tsx';
import { usePullDraft } from './pull-draft.ts';

const address = { configurationId: null };
const llama = exampleModel('llama3.2:latest', { sizeBytes: 2 * 2 ** 30 });
const qwen = exampleModel('qwen3:8b', {
  sizeBytes: 5 * 2 ** 30,
  family: 'qwen3',
  capabilities: ['completion', 'thinking'],
});
const user = exampleConfiguration({
  id: '00000000-0000-4000-8000-0000000000c1',
  name: 'House llama',
  provider: 'ollama',
  model: 'llama3.2',
});

const usual: Parameters<typeof mainAnswers>[0] = {
  'localModels.servers': () => ({ servers: [exampleServer({ configurationIds: [user.id] })] }),
  'localModels.watch': () => null,
  'localModels.unwatch': () => null,
  'localModels.pulls': () => ({ pulls: [] }),
};

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-01T08:00:00.000Z') });
  window.location.hash = '';
  useApp.setState({ info: exampleInfo });
  useConfigurations.setState({ configurations: [user] });
  useLocalServers.setState(useLocalServers.getInitialState());
  useLocalModels.setState(useLocalModels.getInitialState());
  usePulls.setState(usePulls.getInitialState());
  usePullDraft.setState(usePullDraft.getInitialState());
  useDraft.setState(useDraft.getInitialState());
  useNotices.setState({ notices: [] });
  return () => vi.useRealTimers();
});

const settle = () => act(async () => {});

async function opened(
  answers: Parameters<typeof mainAnswers>[0] = {},
  told: Partial<LocalModelsChange> = {
    status: exampleRunning,
    installed: exampleList(llama, qwen),
  },
) {
  mainAnswers({ ...usual, ...answers });
  draw(<LocalModelsPage />);
  await settle();
  act(() => mainAnnounces('localModels.changed', { address, loaded: [], ...told }));
}

const table = () => screen.getByRole('table', { name: 'Installed models' });
const names = () =>
  within(table())
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent);
const click = async (name: string | RegExp, role = 'button') => {
  fireEvent.click(screen.getByRole(role, { name }));
  await settle();
};
const choose = async (model: string, action: string) => {
  await click(`Actions for ${model}`);
  await click(action, 'menuitem');
};
const notices = () => useNotices.getState().notices.map(({ sentence }) => sentence);
const as = (role: 'member' | 'auditor') =>
  useApp.setState({ info: { ...exampleInfo, actor: exampleActor(role) } });

describe('the server', () => {
  test('is watched while the page is open and in sight, and not a moment longer', async () => {
    mainAnswers(usual);
    const { unmount } = draw(<LocalModelsPage />);
    await settle();
    expect(askedOf('localModels.watch')).toEqual([{ address }]);
    expect(askedOf('localModels.unwatch')).toEqual([]);
    unmount();
    await settle();
    expect(askedOf('localModels.unwatch')).toEqual([{ address }]);
  });

  test('is told of with its version', async () => {
    await opened();
    expect(screen.getByText('Ollama 0.12.6')).toBeTruthy();
  });

  test('that is not running is explained, and what it has appears when it runs', async () => {
    const problem = { code: 'unreachable', message: 'Nothing answers.' };
    await opened({}, { status: { state: 'not-running', version: null, problem } });
    expect(screen.getByRole('heading', { name: 'Ollama is not running' })).toBeTruthy();
    expect(screen.getByText('ollama serve')).toBeTruthy();
    act(() =>
      mainAnnounces('localModels.changed', {
        address,
        status: exampleRunning,
        installed: exampleList(llama),
      }),
    );
    expect(names()).toEqual(['llama3.2:latest']);
    expect(screen.queryByRole('heading', { name: 'Ollama is not running' })).toBeNull();
  });

  test('that goes away leaves the list where it stands, and says so', async () => {
    await opened();
    const problem = { code: 'unreachable', message: 'Nothing answers.' };
    act(() =>
      mainAnnounces('localModels.changed', {
        address,
        status: { state: 'not-running', version: null, problem },
        loaded: [],
      }),
    );
    expect(screen.getByText('Not running')).toBeTruthy();
    expect(names()).toEqual(['llama3.2:latest', 'qwen3:8b']);
  });

  test('that fails gives its reason as a sentence', async () => {
    const problem = { code: 'answer-malformed', message: 'What answers there is not Ollama.' };
    await opened({}, { status: { state: 'failing', version: null, problem } });
    expect(screen.getByText('What answers there is not Ollama.')).toBeTruthy();
  });

  test('that may not be looked at says why', async () => {
    const refused = new AppError('forbidden', 'This needs the permission generate.');
    mainAnswers({
      ...usual,
      'localModels.watch': () => {
        throw refused;
      },
    });
    draw(<LocalModelsPage />);
    await settle();
    expect(screen.getAllByText('This needs the permission generate.').length).toBeGreaterThan(0);
  });

  test('is chosen among those that configurations lead to', async () => {
    const there = { configurationId: user.id };
    await opened({
      'localModels.servers': () => ({
        servers: [
          exampleServer(),
          exampleServer({ address: there, baseUrl: 'http://10.0.0.5:11434', onThisMachine: false }),
        ],
      }),
    });
    await click('Server', 'combobox');
    await click(/10\.0\.0\.5/, 'option');
    expect(askedOf('localModels.unwatch')).toEqual([{ address }]);
    expect(askedOf('localModels.watch').at(-1)).toEqual({ address: there });
  });
});

describe('installed models', () => {
  test('are listed with what is known of them, and what they take together', async () => {
    await opened();
    const row = screen.getByRole('row', { name: /^Select qwen3:8b qwen3:8b/ });
    expect(row.textContent).toContain('5.0 GiB');
    expect(row.textContent).toContain('Thinking');
    expect(row.textContent).toContain('128K');
    expect(screen.getByText('2 models, 7.0 GiB on disk')).toBeTruthy();
  });

  test('are sorted by a column, which says so', async () => {
    await opened();
    await click('Size');
    expect(names()).toEqual(['qwen3:8b', 'llama3.2:latest']);
    const head = screen.getByRole('columnheader', { name: 'Size' });
    expect(head.getAttribute('aria-sort')).toBe('descending');
    await click('Size');
    expect(names()).toEqual(['llama3.2:latest', 'qwen3:8b']);
  });

  test('are found by what is typed', async () => {
    await opened();
    const search = screen.getByRole('searchbox', { name: 'Search models' });
    fireEvent.change(search, { target: { value: 'thinking' } });
    await settle();
    expect(names()).toEqual(['qwen3:8b']);
    fireEvent.change(search, { target: { value: 'nothing like it' } });
    await settle();
    await click('Show all');
    expect(names()).toHaveLength(2);
  });

  test('of five hundred, those in sight are drawn', async () => {
    const many = Array.from({ length: 500 }, (_, index) => exampleModel(`model-${index}`));
    await opened({}, { status: exampleRunning, installed: exampleList(...many) });
    expect(table().getAttribute('aria-rowcount')).toBe('501');
    expect(within(table()).getAllByRole('row').length).toBeLessThan(100);
  });

  test('that are gone are gone from the list, and from what is selected', async () => {
    await opened();
    await click('Select all', 'checkbox');
    expect(screen.getByText('2 selected · 7.0 GiB')).toBeTruthy();
    act(() => mainAnnounces('localModels.changed', { address, installed: exampleList(llama) }));
    expect(names()).toEqual(['llama3.2:latest']);
    expect(screen.getByText('1 selected · 2.0 GiB')).toBeTruthy();
  });

  test('none: it is said how to get one', async () => {
    await opened({}, { status: exampleRunning, installed: exampleList() });
    expect(screen.getByRole('heading', { name: 'No models yet' })).toBeTruthy();
    await click('Pull a model');
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Model to pull' }));
  });
});

describe('deleting', () => {
  const deletion = (
    name: string,
    outcome: 'deleted' | 'gone' | 'failed',
    message: string | null,
  ) => ({
    name,
    outcome,
    bytesFreed: outcome === 'deleted' ? 2 ** 30 : 0,
    message,
  });

  test('asks first, naming the configurations that need it, and says what was freed', async () => {
    await opened({
      'localModels.delete': () => ({
        deletions: [deletion('llama3.2:latest', 'deleted', null)],
        bytesFreed: 2 * 2 ** 30,
      }),
    });
    await choose('llama3.2:latest', 'Delete');
    const dialog = screen.getByRole('dialog', { name: 'Delete llama3.2:latest?' });
    expect(dialog.textContent).toContain('House llama uses it');
    expect(askedOf('localModels.delete')).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await settle();
    expect(askedOf('localModels.delete')).toEqual([{ address, names: ['llama3.2:latest'] }]);
    expect(notices()).toEqual(['Deleted llama3.2:latest: 2.0 GiB freed.']);
  });

  test('several at once: what could not be deleted is said along with what was', async () => {
    await opened({
      'localModels.delete': () => ({
        deletions: [
          deletion('llama3.2:latest', 'deleted', null),
          deletion('qwen3:8b', 'failed', 'Ollama cannot write there.'),
        ],
        bytesFreed: 2 ** 30,
      }),
    });
    await click('Select all', 'checkbox');
    await click('Delete selected');
    const dialog = screen.getByRole('dialog', { name: 'Delete 2 models?' });
    expect(dialog.textContent).toContain('llama3.2:latest and qwen3:8b');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await settle();
    expect(notices()).toEqual([
      'Deleted llama3.2:latest: 1.0 GiB freed.',
      'Not deleted: qwen3:8b: Ollama cannot write there.',
    ]);
  });

  test('that fails altogether leaves the question open, with the reason', async () => {
    await opened({
      'localModels.delete': () => ({
        deletions: [deletion('qwen3:8b', 'failed', 'Ollama cannot write there.')],
        bytesFreed: 0,
      }),
    });
    await choose('qwen3:8b', 'Delete');
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }));
    await settle();
    expect(screen.getByRole('alert').textContent).toContain('Ollama cannot write there.');
  });
});

describe('a model becomes', () => {
  const created = exampleConfiguration({
    id: '00000000-0000-4000-8000-0000000000c2',
    name: 'qwen3:8b',
  });

  test('a configuration, in one click, with a context length that most machines can hold', async () => {
    await opened({ 'configurations.create': () => created });
    await choose('qwen3:8b', 'Create configuration');
    expect(askedOf('configurations.create')).toMatchObject([
      { fields: { provider: 'ollama', model: 'qwen3:8b', baseUrl: null, contextLength: 8_192 } },
    ]);
    expect(notices()).toEqual(['Created qwen3:8b.']);
  });

  test('what Generate runs with: by the configuration that is there', async () => {
    await opened();
    await choose('llama3.2:latest', 'Use in Generate');
    expect(useDraft.getState().configurationId).toBe(user.id);
    expect(window.location.hash).toBe('#/generate');
  });

  test('what Generate runs with: by a new configuration where there is none', async () => {
    await opened({ 'configurations.create': () => created });
    await choose('qwen3:8b', 'Use in Generate');
    expect(useDraft.getState().configurationId).toBe(created.id);
  });

  test('another by a copy; a name that is taken is refused at the field', async () => {
    let taken = true;
    await opened({
      'localModels.copy': () => {
        if (taken) throw new AppError('name-taken', 'There is a model of that name.');
        return null;
      },
    });
    await choose('qwen3:8b', 'Copy…');
    const field = screen.getByRole('textbox', { name: 'New name' });
    await click('Copy');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    fireEvent.input(field, { target: { value: ' mine ' } });
    await click('Copy');
    expect(screen.getByText('There is a model of that name.')).toBeTruthy();
    taken = false;
    await click('Copy');
    expect(askedOf('localModels.copy').at(-1)).toEqual({
      address,
      source: 'qwen3:8b',
      destination: 'mine',
    });
    expect(notices()).toEqual(['Copied qwen3:8b to mine.']);
  });
});

describe('in memory', () => {
  const loaded = exampleLoaded('qwen3:8b', { expiresAt: '2026-11-01T08:04:32.000Z' });
  const rowOf = (name: string) =>
    within(screen.getByRole('table', { name: 'Running models' })).getByRole('row', {
      name: new RegExp(`^${name}`),
    });

  test('it is told how much it takes, of what, and for how long, counting down', async () => {
    await opened({}, { status: exampleRunning, installed: exampleList(qwen), loaded: [loaded] });
    expect(rowOf('qwen3:8b').textContent).toContain('4.0 GiB');
    expect(rowOf('qwen3:8b').textContent).toContain('50 %');
    expect(rowOf('qwen3:8b').textContent).toContain('4 min 32 s');
    await act(() => vi.advanceTimersByTimeAsync(3_000));
    expect(rowOf('qwen3:8b').textContent).toContain('4 min 29 s');
  });

  test('a model is unloaded', async () => {
    await opened(
      { 'localModels.unload': () => null },
      { status: exampleRunning, installed: exampleList(qwen), loaded: [loaded] },
    );
    await click('Unload qwen3:8b');
    expect(askedOf('localModels.unload')).toEqual([{ address, name: 'qwen3:8b' }]);
  });

  test('a model is loaded for as long as is wanted, and is seen loading', async () => {
    const answer = Promise.withResolvers<null>();
    await opened({ 'localModels.load': () => answer.promise });
    await choose('qwen3:8b', 'Load now');
    await click('Until it is unloaded', 'radio');
    await click('Load');
    expect(askedOf('localModels.load')).toEqual([{ address, name: 'qwen3:8b', keepAlive: '-1' }]);
    expect(rowOf('qwen3:8b').textContent).toContain('Loading');
    answer.resolve(null);
    await settle();
    expect(screen.queryByText('Loading…')).toBeNull();
  });

  test('loading is called off, and that is no failure', async () => {
    const answer = Promise.withResolvers<null>();
    await opened({
      'localModels.load': () => answer.promise,
      'localModels.unload': () => {
        answer.reject(new AppError('stream-broken', 'It broke off.'));
        return null;
      },
    });
    await choose('qwen3:8b', 'Load now');
    await click('Load');
    await click('Cancel loading of qwen3:8b');
    expect(screen.queryByText('Loading…')).toBeNull();
    expect(notices()).toEqual(['qwen3:8b is not loaded.']);
  });
});

describe('pulls', () => {
  const announced = (...pulls: readonly PullJob[]) =>
    act(() => mainAnnounces('localModels.pullsChanged', { pulls }));
  const type = (name: string) =>
    fireEvent.change(screen.getByRole('textbox', { name: 'Model to pull' }), {
      target: { value: name },
    });

  test('begin by name, a pasted command included; from an insecure registry only when told to', async () => {
    await opened({ 'localModels.pull': () => examplePull() });
    type('ollama pull qwen3:8b');
    await click('Pull');
    type('registry.example.com/team/model');
    await click('Advanced');
    await click('Allow an insecure registry', 'checkbox');
    await click('Pull');
    expect(askedOf('localModels.pull')).toEqual([
      { address, name: 'qwen3:8b', insecure: false },
      { address, name: 'registry.example.com/team/model', insecure: true },
    ]);
  });

  test('a refusal, or nothing to pull, is said at the field', async () => {
    await opened({
      'localModels.pull': () => {
        throw new AppError('policy-forbids', 'The policy forbids that host.');
      },
    });
    await click('Pull');
    expect(screen.getByText(/^Enter the name of a model/)).toBeTruthy();
    type('qwen3:8b');
    await click('Pull');
    expect(screen.getByText('The policy forbids that host.')).toBeTruthy();
  });

  test('show how far they have come, how fast, and how long it will take', async () => {
    await opened();
    announced(examplePull());
    const bar = screen.getByRole('progressbar', { name: 'Pulling qwen3:8b' });
    expect(bar.getAttribute('aria-valuenow')).toBe('50');
    expect(screen.getByText('2.0 of 4.0 GiB')).toBeTruthy();
    expect(screen.getByText('256.0 MiB/s')).toBeTruthy();
    expect(screen.getByText('8 s left')).toBeTruthy();
    const { id, step, totalBytes, bytesPerSecond } = examplePull();
    act(() =>
      mainAnnounces('localModels.pullProgress', {
        pulls: [
          { id, step, totalBytes, bytesPerSecond, completedBytes: 3 * 2 ** 30, secondsLeft: 4 },
        ],
      }),
    );
    expect(bar.getAttribute('aria-valuenow')).toBe('75');
    expect(screen.getByText('4 s left')).toBeTruthy();
  });

  test('are cancelled, gone on with and dismissed', async () => {
    const nothing = () => null;
    await opened({
      'localModels.cancelPull': nothing,
      'localModels.resumePull': () => examplePull(),
      'localModels.dismissPull': nothing,
    });
    const { id } = examplePull();
    announced(examplePull());
    await click('Cancel pull of qwen3:8b');
    expect(askedOf('localModels.cancelPull')).toEqual([{ id }]);
    announced(examplePull({ state: 'interrupted', step: null }));
    await click('Go on with pull of qwen3:8b');
    expect(askedOf('localModels.resumePull')).toEqual([{ id }]);
    announced(examplePull({ state: 'done', step: null }));
    await click('Dismiss pull of qwen3:8b');
    expect(askedOf('localModels.dismissPull')).toEqual([{ id }]);
  });

  test('of an earlier start are there to go on with', async () => {
    const broken = examplePull({ state: 'interrupted', step: null });
    await opened({ 'localModels.pulls': () => ({ pulls: [broken] }) });
    expect(screen.getByText('Interrupted')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Go on with pull of qwen3:8b' })).toBeTruthy();
  });

  test('that fail say why, in the words of the server too', async () => {
    await opened();
    const details = 'pull model manifest: file does not exist';
    const error = { code: 'model-unknown', message: 'Ollama does not know this model.', details };
    announced(examplePull({ state: 'failed', step: null, error }));
    expect(screen.getByText(/Ollama does not know this model/)).toBeTruthy();
    expect(screen.getByText(details)).toBeTruthy();
  });

  test('warn while there is less room than they need', async () => {
    await opened();
    announced(examplePull({ diskWarning: { neededBytes: 4 * 2 ** 30, freeBytes: 2 ** 30 } }));
    expect(screen.getByText(/still needs 4\.0 GiB.*1\.0 GiB left/)).toBeTruthy();
  });

  test('count down to the next try after the connection was lost', async () => {
    await opened();
    const at = '2026-11-01T08:00:05.000Z';
    const retry = { attempt: 2, of: 5, at, message: 'The connection broke off.' };
    announced(examplePull({ step: 'waiting', retry }));
    expect(screen.getByText(/The connection broke off\. Try 2 of 5 in 5 s\./)).toBeTruthy();
    await act(() => vi.advanceTimersByTimeAsync(2_000));
    expect(screen.getByText(/in 3 s\./)).toBeTruthy();
  });
});

describe('without the permission', () => {
  test('nothing is pulled, and it is said which one is missing', async () => {
    as('auditor');
    await opened();
    const pull = screen.getByRole('button', { name: 'Pull' });
    expect(pull.getAttribute('aria-description')).toContain('configs:write');
    await click('Actions for qwen3:8b');
    for (const [entry, needed] of [
      ['Use in Generate', 'configs:write'],
      ['Create configuration', 'configs:write'],
      ['Load now', 'generate'],
      ['Copy…', 'configs:write'],
      ['Delete', 'configs:delete'],
    ] as const) {
      const item = screen.getByRole('menuitem', { name: new RegExp(`^${entry}`) });
      expect(item.getAttribute('aria-description')).toContain(needed);
    }
  });

  test('a configuration that is there may be used by whoever may generate', async () => {
    as('member');
    await opened();
    await choose('llama3.2:latest', 'Use in Generate');
    expect(useDraft.getState().configurationId).toBe(user.id);
  });
});

describe('details', () => {
  const details = (model: LocalModel) => ({
    name: model.name,
    template: '{{ .Prompt }}',
    system: '',
    licence: 'Apache License',
    parameters: [
      { name: 'stop', value: '<|im_end|>' },
      { name: 'stop', value: '<|im_start|>' },
    ],
    capabilities: ['completion', 'thinking'],
    contextLength: 40_960,
    family: model.family,
    format: 'gguf',
    parameterSize: model.parameterSize,
    quantisation: model.quantisation,
    parentModel: null,
    modifiedAt: model.modifiedAt,
    info: [{ name: 'qwen3.block_count', value: '36' }],
  });

  test('tell template, parameters, licence and what the weights say, to be read and copied', async () => {
    vi.useRealTimers();
    await opened({ 'localModels.show': () => details(qwen) });
    await click('qwen3:8b');
    const drawer = await screen.findByRole('dialog', { name: 'qwen3:8b' });
    await within(drawer).findByText('{{ .Prompt }}');
    expect(drawer.textContent).toContain('40,960 tokens');
    expect(drawer.textContent).toContain('stop <|im_end|>\nstop <|im_start|>');
    expect(drawer.textContent).toContain('Apache License');
    expect(drawer.textContent).toContain('qwen3.block_count');
    expect(within(drawer).getByRole('button', { name: 'Copy template' })).toBeTruthy();
  });

  test('of a model that is gone say so', async () => {
    vi.useRealTimers();
    await opened({
      'localModels.show': () => {
        throw new AppError('model-unknown', 'Ollama does not have qwen3:8b any more.');
      },
    });
    await click('qwen3:8b');
    expect((await screen.findByRole('alert')).textContent).toContain('any more');
  });
});
