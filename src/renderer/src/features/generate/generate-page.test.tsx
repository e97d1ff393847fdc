// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import type { RunEvent } from '#shared/domain/run.ts';
import { AppError } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import { useComparisonDraft } from '../../stores/comparison-draft.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useDraft } from '../../stores/draft.ts';
import { useLocalServers } from '../../stores/local-servers.ts';
import { useRuns } from '../../stores/runs.ts';
import { exampleConfiguration, exampleInfo, exampleKey } from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import { exampleList, examplePull, exampleServer } from '../../testing/local-model-examples.ts';
import { draw } from '../../testing/render.tsx';
import { useDialogs } from '../configurations/dialogs.ts';
import { GeneratePage } from './generate-page.tsx';

const house = exampleConfiguration({
  id: '00000000-0000-4000-8000-000000000001',
  name: 'House model',
  provider: 'custom',
  model: 'keystone-1',
  systemPrompt: 'Be brief.',
});
const llama = exampleConfiguration({
  id: '00000000-0000-4000-8000-000000000002',
  name: 'Laptop llama',
  provider: 'ollama',
  model: 'llama3.2',
  simulated: true,
  key: exampleKey({ status: 'not-required' }),
});

const timing = {
  startedAt: '2026-11-01T08:00:00.000Z',
  timeToFirstTokenMs: 182,
  totalMs: 2_400,
  loadMs: null,
  tokensPerSecond: 52.3,
};
const usage = {
  inputTokens: 17,
  cachedInputTokens: null,
  cacheWriteTokens: null,
  outputTokens: 23,
  reasoningTokens: null,
  totalTokens: 40,
  source: 'provider',
} as const;

const noHistory = {
  'history.list': () => ({ conversations: [], more: false, notice: null }),
} as const;

/** Events of the run that was asked for last, in order. */
let seq = 0;
type Unnumbered<E> = E extends RunEvent ? Omit<E, 'runId' | 'seq'> : never;
function arrives(event: Unnumbered<RunEvent>) {
  const runId = askedOf('generation.start').at(-1)?.runId ?? '';
  act(() => {
    mainAnnounces('generation.event', { ...event, runId, seq } as RunEvent);
    vi.advanceTimersToNextFrame();
  });
  seq += 1;
}

function started(configuration: ConfigurationView = house) {
  return ({ runId }: { runId: string }) => {
    const { id, name, provider, model, simulated } = configuration;
    return { runId, configuration: { id, name, provider, model, simulated } };
  };
}

async function run(prompt = 'Is there water?') {
  fireEvent.change(screen.getByRole('textbox', { name: 'Prompt' }), { target: { value: prompt } });
  fireEvent.click(screen.getByRole('button', { name: 'Run' }));
  await act(async () => {});
}

function figure(name: string): string | null | undefined {
  const term = within(screen.getByRole('region', { name: 'Run details' })).getByText(name);
  return term.nextElementSibling?.textContent;
}

beforeEach(() => {
  vi.useFakeTimers();
  seq = 0;
  useApp.setState({ info: exampleInfo });
  useConfigurations.setState({
    loaded: true,
    configurations: [house, llama],
    effectiveDefault: { id: house.id, reason: 'marked' },
  });
  useDraft.setState(useDraft.getInitialState());
  useRuns.setState({ runs: {}, shownId: null });
  useDialogs.setState(useDialogs.getInitialState());
  mainAnswers({
    ...noHistory,
    'generation.start': started(),
    'generation.cancel': () => null,
  });
  return () => vi.useRealTimers();
});

describe('a run', () => {
  test('goes to the default, streams, and ends with its figures', async () => {
    draw(<GeneratePage />);
    await run();
    expect(askedOf('generation.start')).toMatchObject([
      {
        configurationId: null,
        messages: [{ role: 'user', content: 'Is there water?' }],
        systemPrompt: null,
      },
    ]);
    const answer = screen.getByRole('region', { name: 'Answer' });
    expect(screen.getByRole('status').textContent).toBe('Connecting');
    expect(answer.getAttribute('aria-busy')).toBe('true');

    arrives({ type: 'phase', phase: 'waiting' });
    expect(screen.getByRole('status').textContent).toBe('Waiting for the first token');
    arrives({ type: 'text', delta: 'First half, ' });
    arrives({ type: 'text', delta: '**second** half.' });
    expect(answer.textContent).toBe('First half, second half.');

    arrives({ type: 'done', reason: 'stop', usage, timing, cost: { kind: 'unknown' } });
    expect(answer.getAttribute('aria-busy')).toBe('false');
    expect(figure('Time to first token')).toBe('182 ms');
    expect(figure('Tokens per second')).toBe('52.3');
    expect(figure('Input tokens')).toBe('17');
    expect(figure('Output tokens')).toBe('23');
    expect(figure('Cost')).toBe('Price unknown');
    expect(figure('Finish reason')).toBe('Complete');
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
  });

  test('Ctrl+Enter runs and Escape stops', async () => {
    draw(<GeneratePage />);
    const prompt = screen.getByRole('textbox', { name: 'Prompt' });
    fireEvent.change(prompt, { target: { value: 'Go' } });
    fireEvent.keyDown(prompt, { key: 'Enter', ctrlKey: true });
    await act(async () => {});
    arrives({ type: 'text', delta: 'Only this' });
    fireEvent.keyDown(prompt, { key: 'Escape' });
    await act(async () => {});
    expect(askedOf('generation.cancel')).toHaveLength(1);
    arrives({ type: 'done', reason: 'cancelled', usage, timing, cost: { kind: 'local' } });
    expect(screen.getByRole('region', { name: 'Answer' }).textContent).toBe('Only this');
    expect(figure('Finish reason')).toBe('Stopped');
  });

  test('whose end never arrives after Stop is ended here', async () => {
    draw(<GeneratePage />);
    await run();
    arrives({ type: 'text', delta: 'Half' });
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(screen.getByRole('alert').textContent).toContain('its end never arrived');
    expect(screen.getByRole('region', { name: 'Answer' }).textContent).toBe('Half');
  });

  test('goes on while the page is closed and another configuration is chosen', async () => {
    const page = draw(<GeneratePage />);
    await run();
    arrives({ type: 'text', delta: 'Half' });
    page.unmount();
    useDraft.setState({ configurationId: llama.id });
    arrives({ type: 'text', delta: ' and whole.' });
    draw(<GeneratePage />);
    expect(screen.getByRole('region', { name: 'Answer' }).textContent).toBe('Half and whole.');
    expect(screen.getByText('House model')).toBeTruthy();
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Prompt' }).value).toBe(
      'Is there water?',
    );
  });

  test('of a simulated configuration is marked as simulated', async () => {
    mainAnswers({
      ...noHistory,
      'generation.start': started(llama),
    });
    useDraft.setState({ configurationId: llama.id });
    draw(<GeneratePage />);
    await run();
    expect(askedOf('generation.start')[0]?.configurationId).toBe(llama.id);
    expect(screen.getAllByText('Simulated')).toHaveLength(2);
  });

  test('needs a prompt', async () => {
    draw(<GeneratePage />);
    await run('  ');
    expect(screen.getByText('Enter a prompt.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Prompt' }));
    expect(askedOf('generation.start')).toEqual([]);
  });

  test('shows reasoning apart from the answer', async () => {
    draw(<GeneratePage />);
    await run();
    arrives({ type: 'reasoning', delta: 'Let me think.' });
    arrives({ type: 'text', delta: 'Yes.' });
    expect(screen.getByRole('region', { name: 'Answer' }).textContent).toBe('Yes.');
    expect(screen.getByText('Reasoning')).toBeTruthy();
  });
});

describe('a run that is tried again', () => {
  const busy = { code: 'overloaded', message: 'The provider is overloaded.' };
  const header = () => screen.getAllByRole('status')[0]?.textContent;

  test('says why, counts down, and goes on', async () => {
    draw(<GeneratePage />);
    await run();
    arrives({ type: 'phase', phase: 'retrying', retryAfterMs: 8_000, error: busy });
    expect(header()).toBe('Retrying in 8 s');
    expect(screen.getByText(/The provider is overloaded/).textContent).toContain('asks again');
    await act(() => vi.advanceTimersByTimeAsync(3_000));
    expect(header()).toBe('Retrying in 5 s');
    arrives({ type: 'phase', phase: 'connecting' });
    expect(header()).toBe('Connecting');
    expect(screen.queryByText(/The provider is overloaded/)).toBeNull();
  });

  test('can be stopped while it waits', async () => {
    draw(<GeneratePage />);
    await run();
    arrives({ type: 'phase', phase: 'retrying', retryAfterMs: 8_000, error: busy });
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    await act(async () => {});
    expect(header()).toBe('Stopping');
    expect(askedOf('generation.cancel')).toHaveLength(1);
    arrives({ type: 'done', reason: 'cancelled', usage, timing, cost: { kind: 'unknown' } });
    expect(screen.queryByText(/The provider is overloaded/)).toBeNull();
    expect(figure('Finish reason')).toBe('Stopped');
  });
});

describe('a failed run', () => {
  test('that is refused at once says why and leads to the key', async () => {
    mainAnswers({
      ...noHistory,
      'generation.start': () => {
        throw new AppError('key-absent', 'House model has no key.');
      },
    });
    draw(<GeneratePage />);
    await run();
    expect(screen.getByRole('alert').textContent).toBe('House model has no key.');
    fireEvent.click(screen.getByRole('button', { name: 'Set key' }));
    expect(useDialogs.getState().dialog).toEqual({ kind: 'key', id: house.id });
  });

  test('keeps what arrived and folds away what the provider said', async () => {
    draw(<GeneratePage />);
    await run();
    arrives({ type: 'text', delta: 'Half' });
    const error = {
      code: 'stream-broken',
      message: 'The stream broke off.',
      data: { status: 502, details: 'bad gateway' },
    };
    arrives({ type: 'failed', error, timing });
    expect(screen.getByRole('region', { name: 'Answer' }).textContent).toBe('Half');
    expect(screen.getByText('Details')).toBeTruthy();
    expect(screen.getByText(/bad gateway/).textContent).toContain('502');
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await act(async () => {});
    expect(askedOf('generation.start')).toHaveLength(2);
  });

  test('for an unknown model offers those that are close, and runs again with the one chosen', async () => {
    mainAnswers({
      ...noHistory,
      'generation.start': started(),
      'configurations.update': ({ fields }) => ({ ...house, ...fields, revision: 2 }),
    });
    draw(<GeneratePage />);
    await run();
    const error = {
      code: 'model-unknown',
      message: 'There is no keystone-1.',
      data: { models: ['keystone-2'] },
    };
    arrives({ type: 'failed', error, timing });
    fireEvent.click(screen.getByRole('button', { name: 'Change the model to keystone-2' }));
    await act(async () => {});
    expect(askedOf('configurations.update')).toMatchObject([
      { id: house.id, revision: 1, fields: { name: 'House model', model: 'keystone-2' } },
    ]);
    expect(askedOf('generation.start')).toHaveLength(2);
  });

  test('offers to pull a model that Ollama does not have, in one place', async () => {
    const own = { ...llama, simulated: false };
    useConfigurations.setState({
      configurations: [own],
      effectiveDefault: { id: own.id, reason: 'marked' },
    });
    useLocalServers.setState(useLocalServers.getInitialState());
    mainAnswers({
      ...noHistory,
      'generation.start': started(own),
      'localModels.servers': () => ({ servers: [exampleServer({ configurationIds: [own.id] })] }),
      'localModels.list': () => exampleList(),
      'localModels.pull': () => examplePull({ name: 'llama3.2' }),
    });
    draw(<GeneratePage />);
    await run();
    const error = { code: 'model-unknown', message: 'Ollama has no llama3.2.' };
    arrives({ type: 'failed', error, timing });
    fireEvent.click(screen.getByRole('button', { name: 'Pull llama3.2' }));
    expect(askedOf('localModels.pull')).toEqual([
      { address: { configurationId: null }, name: 'llama3.2', insecure: false },
    ]);
  });

  test('offers nothing that the acting member may not do', async () => {
    useApp.setState({
      info: { ...exampleInfo, actor: { ...exampleInfo.actor, permissions: ['generate'] } },
    });
    draw(<GeneratePage />);
    await run();
    arrives({ type: 'failed', error: { code: 'key-absent', message: 'No key.' }, timing });
    expect(screen.queryByRole('button', { name: 'Set key' })).toBeNull();
  });
});

describe('the choice of configuration', () => {
  test('begins with the default, says what it is and why, and finds others by model', async () => {
    draw(<GeneratePage />);
    const box = screen.getByRole<HTMLInputElement>('combobox', { name: 'Configuration' });
    expect(box.value).toBe('Default — House model');
    fireEvent.click(box);
    await act(() => vi.advanceTimersByTimeAsync(500));
    const options = () => screen.getAllByRole('option').map((one) => one.textContent ?? '');
    expect(options()[0]).toContain('Default — House model');
    expect(options()[0]).toContain('marked as default');
    fireEvent.change(box, { target: { value: 'llama3' } });
    await act(() => vi.advanceTimersByTimeAsync(500));
    expect(options()).toHaveLength(1);
    fireEvent.click(screen.getByRole('option', { name: /Laptop llama/ }));
    expect(useDraft.getState().configurationId).toBe(llama.id);
  });

  test('falls back to the default when the chosen one is gone', async () => {
    useDraft.setState({ configurationId: '00000000-0000-4000-8000-00000000dead' });
    draw(<GeneratePage />);
    await run();
    expect(askedOf('generation.start')[0]?.configurationId).toBeNull();
  });
});

test('the system prompt is folded until it is wanted, and stands in for the configuration’s own', async () => {
  draw(<GeneratePage />);
  expect(screen.queryByRole('textbox', { name: 'System prompt' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: /^System prompt/ }));
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'System prompt' });
  expect(field.placeholder).toBe('Be brief.');
  fireEvent.change(field, { target: { value: 'Be long.' } });
  await run();
  expect(askedOf('generation.start')[0]?.systemPrompt).toBe('Be long.');
});

test('a prompt is taken to Compare, with the configuration it would go to', async () => {
  useComparisonDraft.setState(useComparisonDraft.getInitialState());
  draw(<GeneratePage />);
  const prompt = screen.getByRole('textbox', { name: 'Prompt' });
  fireEvent.change(prompt, { target: { value: 'Is there water?' } });
  for (const _ of ['once', 'and again']) {
    fireEvent.click(screen.getByRole('button', { name: 'Compare this prompt' }));
  }
  expect(window.location.hash).toBe('#/compare');
  expect(useComparisonDraft.getState()).toMatchObject({
    prompt: 'Is there water?',
    columns: [{ configurationId: house.id }],
  });
});
