// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunEvent } from '#shared/domain/run.ts';
import type { InputOf } from '#shared/ipc/routes.ts';
import { useApp } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useDraft } from '../../stores/draft.ts';
import { useRuns } from '../../stores/runs.ts';
import { exampleActor, exampleConfiguration, exampleInfo } from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import { exampleEnd } from '../../testing/run-examples.ts';
import { GeneratePage } from './generate-page.tsx';

const house = exampleConfiguration({ name: 'House model', provider: 'custom', systemPrompt: null });

type Unnumbered<E> = E extends RunEvent ? Omit<E, 'runId' | 'seq'> : never;

/** Events of the run that was asked for last, from its first. */
async function answers(...events: Unnumbered<RunEvent>[]) {
  await act(async () => {});
  const runId = askedOf('generation.start').at(-1)?.runId ?? '';
  act(() => {
    for (const [seq, event] of events.entries()) {
      mainAnnounces('generation.event', { ...event, runId, seq } as RunEvent);
    }
    vi.advanceTimersToNextFrame();
  });
}

async function ask(prompt: string, answer: string) {
  fireEvent.change(screen.getByRole('textbox', { name: 'Prompt' }), { target: { value: prompt } });
  fireEvent.click(screen.getByRole('button', { name: 'Run' }));
  await answers({ type: 'text', delta: answer }, exampleEnd());
}

async function followUp(prompt: string, answer: string) {
  const field = screen.getByRole('textbox', { name: 'Follow-up' });
  fireEvent.change(field, { target: { value: prompt } });
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
  await answers({ type: 'text', delta: answer }, exampleEnd());
}

async function editPrompt(turn: number, prompt: string, answer: string) {
  fireEvent.click(screen.getByRole('button', { name: `Edit prompt ${turn}` }));
  const field = screen.getByRole('textbox', { name: `Edited prompt ${turn}` });
  fireEvent.change(field, { target: { value: prompt } });
  fireEvent.click(screen.getByRole('button', { name: 'Run edited prompt' }));
  await answers({ type: 'text', delta: answer }, exampleEnd());
}

const asked = () => askedOf('generation.start');
const said = (input: InputOf<'generation.start'> | undefined) =>
  input?.messages.map(({ content }) => content);
const answer = () => screen.getByRole('region', { name: 'Answer' }).textContent;
const turn = (number: number) => screen.getByRole('article', { name: `Turn ${number}` });

beforeEach(() => {
  vi.useFakeTimers();
  useApp.setState({ info: exampleInfo });
  useConfigurations.setState({
    loaded: true,
    configurations: [house],
    effectiveDefault: { id: house.id, reason: 'marked' },
  });
  useDraft.setState(useDraft.getInitialState());
  useRuns.setState({ runs: {}, shownId: null });
  mainAnswers({
    'generation.start': ({ runId }) => {
      const { id, name, provider, model, simulated } = house;
      return { runId, configuration: { id, name, provider, model, simulated } };
    },
    'history.list': () => ({ conversations: [], more: false, notice: null }),
  });
  draw(<GeneratePage />);
  return () => vi.useRealTimers();
});

test('a follow-up takes along all that was said, and says what it follows', async () => {
  await ask('one', 'answer one');
  await followUp('two', 'answer two');
  await followUp('three', 'answer three');
  expect(asked().map(said)).toEqual([
    ['one'],
    ['one', 'answer one', 'two'],
    ['one', 'answer one', 'two', 'answer two', 'three'],
  ]);
  expect(asked().map(({ follows }) => follows)).toEqual([
    null,
    asked()[0]?.runId,
    asked()[1]?.runId,
  ]);
  expect(
    asked()
      .at(-1)
      ?.messages.map(({ role }) => role),
  ).toEqual(['user', 'assistant', 'user', 'assistant', 'user']);
  expect(turn(1).textContent).toContain('answer one');
  expect(turn(2).textContent).toContain('answer two');
  expect(answer()).toBe('answer three');
});

test('the next follow-up can be written while an answer comes, and is sent after it', async () => {
  await ask('one', 'answer one');
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Follow-up' });
  field.focus();
  fireEvent.change(field, { target: { value: 'two' } });
  fireEvent.click(screen.getByRole('button', { name: 'Send' }));
  await act(async () => {});
  expect(document.activeElement).toBe(field);
  fireEvent.change(field, { target: { value: 'three' } });
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
  await act(async () => {});
  expect(asked()).toHaveLength(2);
  await answers({ type: 'text', delta: 'answer two' }, exampleEnd());
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
  await act(async () => {});
  expect(said(asked().at(-1))).toEqual(['one', 'answer one', 'two', 'answer two', 'three']);
  expect(field.value).toBe('');
});

test('Run begins a new conversation', async () => {
  await ask('one', 'answer one');
  await followUp('two', 'answer two');
  await ask('else', 'something else');
  expect(asked().at(-1)).toMatchObject({ follows: null });
  expect(said(asked().at(-1))).toEqual(['else']);
  expect(screen.queryByRole('article')).toBeNull();
});

test('there is nothing to go on from while a run is under way', async () => {
  await ask('one', 'answer one');
  fireEvent.click(screen.getByRole('button', { name: 'Run prompt 1 again' }));
  await answers({ type: 'text', delta: 'half' });
  expect(screen.queryByRole('textbox', { name: 'Follow-up' })).toBeNull();
  const edit = screen.getByRole<HTMLButtonElement>('button', { name: 'Edit prompt 1' });
  expect(edit.disabled).toBe(true);
});

test('there is nothing to go on from where a run failed', async () => {
  fireEvent.change(screen.getByRole('textbox', { name: 'Prompt' }), { target: { value: 'one' } });
  fireEvent.click(screen.getByRole('button', { name: 'Run' }));
  const { timing } = exampleEnd();
  await answers(
    { type: 'text', delta: 'half' },
    { type: 'failed', error: { code: 'stream-broken', message: 'It broke off.' }, timing },
  );
  expect(answer()).toBe('half');
  expect(screen.queryByRole('textbox', { name: 'Follow-up' })).toBeNull();
});

describe('a prompt that was edited', () => {
  test('is asked in its place, and what came after stays on a branch of its own', async () => {
    await ask('one', 'answer one');
    await followUp('two', 'answer two');
    await followUp('three', 'answer three');
    await editPrompt(2, 'two!', 'answer two!');
    expect(said(asked().at(-1))).toEqual(['one', 'answer one', 'two!']);
    expect(asked().at(-1)?.follows).toBe(asked()[0]?.runId);
    expect(answer()).toBe('answer two!');
    expect(screen.getByText('2 of 2')).toBeTruthy();

    fireEvent.click(screen.getByRole('button', { name: 'Previous try of prompt 2' }));
    expect(answer()).toBe('answer three');
    expect(turn(2).textContent).toContain('answer two');
    fireEvent.click(within(turn(2)).getByRole('button', { name: 'Next try of prompt 2' }));
    expect(answer()).toBe('answer two!');
  });

  test('can be left as it was', async () => {
    await ask('one', 'answer one');
    fireEvent.click(screen.getByRole('button', { name: 'Edit prompt 1' }));
    const field = screen.getByRole('textbox', { name: 'Edited prompt 1' });
    fireEvent.change(field, { target: { value: 'otherwise' } });
    fireEvent.keyDown(field, { key: 'Escape' });
    expect(screen.queryByRole('textbox', { name: 'Edited prompt 1' })).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Edit prompt 1' }));
    expect(asked()).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: 'Edit prompt 1' }));
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'Edited prompt 1' }), {
      key: 'Enter',
      ctrlKey: true,
    });
    await act(async () => {});
    expect(asked().map(said)).toEqual([['one'], ['one']]);
    expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Output' }));
  });

  test('when it was the first begins a conversation of its own', async () => {
    await ask('one', 'answer one');
    await editPrompt(1, 'one!', 'answer one!');
    expect(asked().at(-1)).toMatchObject({ follows: null });
    expect(said(asked().at(-1))).toEqual(['one!']);
    expect(screen.queryByText(/ of 2/)).toBeNull();
  });
});

test('a prompt that is run again is another try, with all as it was', async () => {
  fireEvent.click(screen.getByRole('button', { name: /^Parameters/ }));
  fireEvent.change(screen.getByRole('textbox', { name: 'Temperature' }), {
    target: { value: '0.3' },
  });
  await ask('one', 'answer one');
  await followUp('two', 'answer two');
  fireEvent.click(screen.getByRole('button', { name: 'Run prompt 2 again' }));
  await answers({ type: 'text', delta: 'another answer' }, exampleEnd());
  const [, first, again] = asked();
  expect(again).toEqual({ ...first, runId: again?.runId });
  expect(again?.parameters).toEqual({ temperature: 0.3 });
  expect(screen.getByText('2 of 2')).toBeTruthy();
  expect(answer()).toBe('another answer');
});

test('the next member who acts sees nothing of it', async () => {
  await ask('one', 'answer one');
  fireEvent.change(screen.getByRole('textbox', { name: 'Prompt' }), {
    target: { value: 'secret' },
  });
  act(() => mainAnnounces('members.changed', { members: [], actor: exampleActor('member') }));
  expect(answer()).toContain('No run yet');
  expect(document.body.textContent).not.toContain('answer one');
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Prompt' }).value).toBe('');
  expect(useRuns.getState().runs).toEqual({});
});

describe('parameters of a run', () => {
  async function type(name: string, value: string) {
    const field = screen.queryByRole('textbox', { name });
    if (field === null) fireEvent.click(screen.getByRole('button', { name: /^Parameters/ }));
    fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } });
  }

  test('are sent, and shown with what was asked', async () => {
    await type('Temperature', '0.2');
    await type('Max output tokens', '64');
    await ask('one', 'answer one');
    expect(asked()).toMatchObject([{ parameters: { temperature: 0.2, maxOutputTokens: 64 } }]);
    expect(screen.getAllByText('Temperature 0.2, Max output tokens 64').length).toBeGreaterThan(0);
  });

  test('that cannot be are said under their field, and nothing is run', async () => {
    await type('Temperature', '3');
    fireEvent.click(screen.getByRole('button', { name: /^Parameters/ }));
    await ask('one', '');
    expect(screen.getByText('Temperature is a number from 0 to 2.')).toBeTruthy();
    await type('Temperature', 'warm');
    expect(screen.getByText('Temperature is a number from 0 to 2.')).toBeTruthy();
    expect(asked()).toEqual([]);
    await type('Temperature', '');
    await ask('one', 'answer one');
    expect(asked()).toMatchObject([{ parameters: {} }]);
  });

  test('are those that the provider has', async () => {
    fireEvent.click(screen.getByRole('button', { name: /^Parameters/ }));
    expect(screen.queryByRole('textbox', { name: 'Context length' })).toBeNull();
    act(() => useConfigurations.setState({ configurations: [{ ...house, provider: 'ollama' }] }));
    expect(screen.getByRole('textbox', { name: 'Context length' })).toBeTruthy();
  });
});

describe('another configuration', () => {
  const other = exampleConfiguration({
    id: '00000000-0000-4000-8000-000000000002',
    name: 'Laptop llama',
    provider: 'ollama',
  });
  const goesTo = () => asked().at(-1)?.configurationId;

  test('is asked on only where a person says so', async () => {
    await ask('One', 'First.');
    act(() => useConfigurations.setState({ configurations: [house, other] }));
    expect(screen.queryByRole('checkbox', { name: /instead of/ })).toBeNull();
    act(() => useDraft.setState({ configurationId: other.id }));
    await followUp('Two', 'Second.');
    expect(goesTo()).toBe(house.id);
    fireEvent.click(
      screen.getByRole('checkbox', { name: 'Ask Laptop llama instead of House model' }),
    );
    await followUp('Three', 'Third.');
    expect(goesTo()).toBe(other.id);
    expect(said(asked().at(-1))).toEqual(['One', 'First.', 'Two', 'Second.', 'Three']);
  });

  test('that becomes the default does not take the conversation over', async () => {
    await ask('One', 'First.');
    act(() =>
      useConfigurations.setState({
        configurations: [house, other],
        effectiveDefault: { id: other.id, reason: 'marked' },
      }),
    );
    await followUp('Two', 'Second.');
    expect(goesTo()).toBe(house.id);
  });

  test('takes over where the one before is gone', async () => {
    await ask('One', 'First.');
    act(() =>
      useConfigurations.setState({
        configurations: [other],
        effectiveDefault: { id: other.id, reason: 'most-recent' },
      }),
    );
    await followUp('Two', 'Second.');
    expect(goesTo()).toBeNull();
  });
});

test('a new conversation clears the page, and the next prompt begins afresh', async () => {
  await ask('One', 'First.');
  fireEvent.click(screen.getByRole('button', { name: 'New conversation' }));
  const prompt = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Prompt' });
  expect(prompt.value).toBe('');
  expect(document.activeElement).toBe(prompt);
  expect(answer()).toContain('No run yet');
  await ask('Two', 'Second.');
  expect(said(asked().at(-1))).toEqual(['Two']);
});

test('the answer of every turn can be copied', async () => {
  const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await ask('One', '**First.**');
  await followUp('Two', 'Second.');
  fireEvent.click(screen.getByRole('button', { name: 'Copy answer 1' }));
  fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
  expect(writeText.mock.calls).toEqual([['**First.**'], ['Second.']]);
});

test('a prompt that is too long can be edited where the failure is told', async () => {
  fireEvent.change(screen.getByRole('textbox', { name: 'Prompt' }), { target: { value: 'Long' } });
  fireEvent.click(screen.getByRole('button', { name: 'Run' }));
  const { timing } = exampleEnd();
  await answers({
    type: 'failed',
    error: { code: 'context-too-long', message: 'The prompt is too long.' },
    timing,
  });
  fireEvent.click(screen.getByRole('button', { name: 'Edit prompt' }));
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edited prompt 1' }).value).toBe(
    'Long',
  );
});
