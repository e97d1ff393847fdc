// First: stores listen to main from the moment they are imported.
import '../../testing/fake-bridge.ts';

import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { DraftEvent } from '#shared/domain/workflow-draft.ts';
import { AppError } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { textOf } from '../../stores/workflow-document.ts';
import { useWorkflowDrafts } from '../../stores/workflow-drafts.ts';
import { useWorkflowEditor } from '../../stores/workflow-editor.ts';
import { exampleActor, exampleConfiguration, exampleInfo } from '../../testing/examples.ts';
import { askedOf, mainAnnounces, mainAnswers } from '../../testing/fake-bridge.ts';
import { draw } from '../../testing/render.tsx';
import {
  exampleDraftRun,
  exampleSaved,
  exampleStep,
  exampleWorkflow,
} from '../../testing/workflow-examples.ts';
import { useNotices } from '../../ui/notices.ts';
import { useDialogs } from '../configurations/dialogs.ts';
import { WorkflowsPage } from './workflows-page.tsx';

// Drawing needs a layout, and the simulated DOM has none: what is drawn stands in the list of steps as well.
vi.mock('./graph/workflow-graph.tsx', () => ({ WorkflowGraph: () => null }));
vi.mock('./json/json-editor.tsx', () => ({ JsonEditor: () => null }));

const house = exampleConfiguration({
  name: 'House model',
  provider: 'custom',
  model: 'keystone-1',
});
const { id, name, provider, model, simulated } = house;
const configuration = { id, name, provider, model, simulated };
const runs = [exampleDraftRun()];
const digest = exampleWorkflow();

const started = ({ draftId }: { draftId: string }) => ({ draftId, configuration });
let seq = 0;

/** `Omit`, for each variant by itself. */
type Unsent<E> = E extends DraftEvent ? Omit<E, 'draftId' | 'seq'> : never;

/** Main tells of the draft asked for last. */
function arrives(event: Unsent<DraftEvent>): void {
  const asked = [...askedOf('workflows.draft'), ...askedOf('workflows.revise')].at(-1);
  if (asked === undefined) throw new Error('No draft was asked for.');
  act(() => {
    mainAnnounces('workflows.draftEvent', { ...event, draftId: asked.draftId, seq } as DraftEvent);
    vi.advanceTimersToNextFrame();
  });
  seq += 1;
}

async function describeIt(words = 'Tell the team what is new'): Promise<void> {
  seq = 0;
  fireEvent.change(screen.getByRole('textbox', { name: 'Describe the workflow' }), {
    target: { value: words },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Draft workflow' }));
  await act(async () => {});
}

async function drafted(document = digest): Promise<void> {
  draw(<WorkflowsPage />);
  await describeIt();
  arrives({ type: 'drafted', document, problems: [], repaired: false, configuration, runs });
  await act(async () => {});
}

const phase = () => screen.getAllByRole('status')[0]?.textContent;
const title = () => screen.getAllByRole('heading', { level: 2 })[0]?.textContent;
const steps = () =>
  within(screen.getByRole('list', { name: 'Steps' }))
    .getAllByRole('listitem')
    .map((one) => one.textContent);
const press = async (label: string) => {
  fireEvent.click(screen.getByRole('button', { name: label }));
  await act(async () => {});
};

beforeEach(() => {
  vi.useFakeTimers();
  useApp.setState({ info: exampleInfo });
  useConfigurations.setState({
    loaded: true,
    configurations: [house],
    effectiveDefault: { id: house.id, reason: 'marked' },
  });
  useWorkflowDrafts.setState(useWorkflowDrafts.getInitialState());
  useWorkflowEditor.setState(useWorkflowEditor.getInitialState());
  useDialogs.setState(useDialogs.getInitialState());
  useNotices.setState({ notices: [] });
  mainAnswers({
    'workflows.list': () => ({ workflows: [], notice: null }),
    'workflows.draft': started,
    'workflows.revise': started,
    'workflows.cancel': () => null,
  });
  return () => vi.useRealTimers();
});

describe('a draft', () => {
  test('goes to the default, grows step by step, and ends with its figures', async () => {
    draw(<WorkflowsPage />);
    await describeIt('  Tell them ');
    expect(askedOf('workflows.draft')).toMatchObject([
      { configurationId: null, description: '  Tell them ' },
    ]);
    expect(phase()).toBe('Connecting');
    arrives({ type: 'phase', phase: 'drafting' });
    const step = { whenTrue: [], whenFalse: [], dependsOn: [] };
    arrives({
      type: 'partial',
      document: {
        name: 'Digest',
        description: null,
        triggerType: 'manual',
        steps: [
          { ...step, id: 'a', name: 'Fetch', type: 'http' },
          { ...step, id: 'b', name: null, type: null, dependsOn: ['a'] },
        ],
      },
    });
    expect(title()).toBe('Digest');
    expect(phase()).toBe('Drafting· 2 steps');
    expect(steps()).toEqual(['FetchHTTP request. At the start.', 'bStep. After Fetch.']);

    arrives({
      type: 'drafted',
      document: digest,
      problems: [],
      repaired: false,
      configuration,
      runs,
    });
    expect(phase()).toBe('Drafted');
    expect(steps()).toEqual(['Step aLLM. At the start.', 'Step bLLM. After Step a.']);
    const details = screen.getByRole('region', { name: 'Draft details' });
    expect(details.textContent).toContain('House model');
    expect(details.textContent).toContain('Output tokens23');
    expect(details.textContent).toContain('Price unknown');
  });

  test('needs words', async () => {
    draw(<WorkflowsPage />);
    await describeIt('  ');
    expect(screen.getByText('Describe what the workflow shall do.')).toBeTruthy();
    expect(askedOf('workflows.draft')).toEqual([]);
  });

  test('says when it is repaired, and why', async () => {
    draw(<WorkflowsPage />);
    await describeIt();
    const problems = [{ path: [], severity: 'error', sentence: 'Something is amiss.' }] as const;
    arrives({ type: 'phase', phase: 'repairing', problems });
    expect(phase()).toBe('Repairing');
    expect(screen.getByText(/^Repairing: the first answer/)).toBeTruthy();
    expect(screen.getByText('Something is amiss.')).toBeTruthy();
    arrives({ type: 'phase', phase: 'waiting' });
    expect(phase()).toBe('Repairing: waiting for the first token');
    const both = [...runs, ...runs];
    arrives({
      type: 'drafted',
      document: digest,
      problems: [],
      repaired: true,
      configuration,
      runs: both,
    });
    expect(screen.getByText(/^Repaired: the first answer/)).toBeTruthy();
    expect(screen.getByRole('region', { name: 'Draft details' }).textContent).toContain('Answers2');
  });

  test('that is not valid is there with its errors and its answer, and is not saved', async () => {
    draw(<WorkflowsPage />);
    await describeIt();
    const wrong = exampleWorkflow({ steps: [exampleStep('a', ['b']), exampleStep('b', ['a'])] });
    arrives({
      type: 'invalid',
      text: 'as it came',
      document: wrong,
      problems: [],
      sentence: 'It is not sound.',
      repaired: true,
      configuration,
      runs,
    });
    expect(phase()).toBe('Not valid');
    expect(screen.getByRole('alert').textContent).toBe('It is not sound.');
    expect(screen.getByText('as it came')).toBeTruthy();
    const problems = within(screen.getByRole('list', { name: 'Problems' })).getAllByRole('button');
    expect(problems.map((one) => one.textContent)).toEqual([
      expect.stringMatching(/^ErrorThese steps wait for each other: "a" → "b" → "a"/),
    ]);
    await press('Save');
    expect(askedOf('workflows.save')).toEqual([]);
    expect(useNotices.getState().notices.at(-1)?.sentence).toContain('has errors');
    fireEvent.click(problems[0] as HTMLElement);
    expect(useWorkflowEditor.getState()).toMatchObject({ tab: 'json', place: ['steps', 0] });
  });

  test('that fails says why, leads on, and keeps what had arrived', async () => {
    draw(<WorkflowsPage />);
    await describeIt();
    const error = { code: 'key-absent', message: 'House model has no key.' };
    arrives({ type: 'failed', error, text: '{"half"', configuration, runs: [] });
    expect(screen.getByRole('alert').textContent).toBe('House model has no key.');
    await press('Set key');
    expect(useDialogs.getState().dialog).toEqual({ kind: 'key', id: house.id });
    fireEvent.click(screen.getByRole('button', { name: 'Edit it as JSON' }));
    expect(useWorkflowEditor.getState()).toMatchObject({ text: '{"half"', tab: 'json', place: [] });
    await act(async () => {});
  });

  test('that was stopped is put away, and leads back to its words', async () => {
    draw(<WorkflowsPage />);
    await describeIt();
    arrives({ type: 'cancelled', text: '{"half"', configuration, runs: [] });
    screen.getByRole('button', { name: 'Put it away' }).focus();
    await press('Put it away');
    vi.advanceTimersToNextFrame();
    const words = screen.getByRole('textbox', { name: 'Describe the workflow' });
    expect(document.activeElement).toBe(words);
  });

  test('that is refused at once can be tried again', async () => {
    mainAnswers({
      'workflows.list': () => ({ workflows: [], notice: null }),
      'workflows.draft': () => {
        throw new AppError('unreachable', 'Nobody answers.');
      },
    });
    draw(<WorkflowsPage />);
    await describeIt();
    expect(screen.getByRole('alert').textContent).toBe('Nobody answers.');
    await press('Try again');
    expect(askedOf('workflows.draft')).toHaveLength(2);
  });

  test('is stopped by Escape; one whose end never arrives is ended here', async () => {
    draw(<WorkflowsPage />);
    await describeIt();
    fireEvent.keyDown(document.body, { key: 'Escape' });
    await act(async () => {});
    expect(phase()).toBe('Stopping');
    expect(askedOf('workflows.cancel')).toHaveLength(1);
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(screen.getByRole('alert').textContent).toContain('its end never arrived');
  });

  test('starts from an example, whose words can be changed before anything is asked', async () => {
    draw(<WorkflowsPage />);
    await press('Support triage');
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', {
      name: 'Describe the workflow',
    });
    expect(field.value).toContain('support request');
    expect(askedOf('workflows.draft')).toEqual([]);
  });

  test('is not for who may not generate', async () => {
    useApp.setState({ info: { ...exampleInfo, actor: exampleActor('auditor') } });
    draw(<WorkflowsPage />);
    await describeIt();
    expect(askedOf('workflows.draft')).toEqual([]);
    expect(askedOf('workflows.list')).toEqual([]);
    expect(screen.getByText('Drafting needs the permission generate.')).toBeTruthy();
  });
});

describe('a workflow that is there', () => {
  test('is revised only once the difference was accepted, which can be undone', async () => {
    await drafted();
    seq = 0;
    fireEvent.change(screen.getByRole('textbox', { name: 'What to change' }), {
      target: { value: 'Shorten it' },
    });
    await press('Revise');
    expect(askedOf('workflows.revise')).toMatchObject([
      { instruction: 'Shorten it', document: digest },
    ]);
    const shorter = exampleWorkflow({ steps: [exampleStep('a')] });
    arrives({
      type: 'drafted',
      document: shorter,
      problems: [],
      repaired: false,
      configuration,
      runs,
    });
    await act(async () => {});
    expect(screen.getByRole('region', { name: 'Proposed revision' }).textContent).toContain(
      'Removes Step b.',
    );
    expect(useWorkflowEditor.getState().text).toBe(textOf(digest));
    await press('Accept');
    expect(steps()).toHaveLength(1);
    await press('Undo');
    expect(steps()).toHaveLength(2);
    await press('Redo');
    expect(steps()).toHaveLength(1);
  });

  test('is saved under the draft that made it, and then as what it is', async () => {
    const saved = exampleSaved();
    mainAnswers({
      'workflows.list': () => ({ workflows: [], notice: null }),
      'workflows.draft': started,
      'workflows.save': ({ replaces }) => ({ ...saved, revision: (replaces?.revision ?? 0) + 1 }),
    });
    await drafted();
    expect(screen.getByText('Not saved')).toBeTruthy();
    fireEvent.keyDown(document.body, { code: 'KeyS', key: 's', ctrlKey: true });
    await act(async () => {});
    const [{ draftId } = { draftId: '' }] = askedOf('workflows.draft');
    expect(askedOf('workflows.save')).toMatchObject([{ replaces: null, draftId }]);
    expect(screen.queryByText('Not saved')).toBeNull();

    act(() => useWorkflowEditor.getState().type(textOf({ ...digest, description: 'More' })));
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    await press('Save');
    expect(askedOf('workflows.save').at(-1)).toMatchObject({
      replaces: { id: saved.id, revision: 1 },
    });
  });

  test('keeps its graph while what is typed has not the form of a workflow', async () => {
    await drafted();
    act(() => useWorkflowEditor.getState().type('{"name": '));
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(screen.getByText(/This is what it was before/)).toBeTruthy();
    expect(steps()).toHaveLength(2);
    expect(screen.getByRole('list', { name: 'Problems' }).textContent).toContain('not JSON');
    expect(
      screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'What to change' }).disabled,
    ).toBe(true);
    act(() => useWorkflowEditor.getState().undo());
    expect(screen.queryByRole('list', { name: 'Problems' })).toBeNull();
  });

  test('tells of a step beside it; closed, it gives the focus back to the step', async () => {
    await drafted();
    await press('Show as list');
    const [step] = within(screen.getByRole('list', { name: 'Steps' })).getAllByRole('button');
    fireEvent.click(step as HTMLElement);
    screen.getByRole('button', { name: 'Close the details' }).focus();
    await press('Close the details');
    expect(screen.queryByRole('complementary', { name: 'Step details' })).toBeNull();
    expect(document.activeElement).toBe(step);
  });

  test('is not for the next who acts', async () => {
    await drafted();
    mainAnswers({ 'workflows.list': () => ({ workflows: [], notice: null }) });
    act(() => {
      useApp.setState({
        info: { ...exampleInfo, actor: { ...exampleInfo.actor, id: 'grace', name: 'Grace' } },
      });
    });
    await act(async () => {});
    expect(screen.getByText('No workflow yet')).toBeTruthy();
    expect(
      screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Describe the workflow' }).value,
    ).toBe('');
  });
});

describe('saved workflows', () => {
  const { document: _, earlier, ...summary } = exampleSaved();
  const other = { ...summary, id: '00000000-0000-4000-8000-0000000000f2', name: 'Triage' };

  beforeEach(() => {
    mainAnswers({
      'workflows.list': () => ({ workflows: [summary, other], notice: 'It is a new file.' }),
      'workflows.get': () => exampleSaved(),
      'workflows.rename': () => {
        throw new AppError('name-taken', 'Taken.', { fields: { name: 'That name is taken.' } });
      },
      'workflows.delete': () => null,
    });
  });

  const list = () => screen.getByRole('list', { name: 'Saved workflows' });

  async function choose(action: string) {
    await press('Actions for Digest');
    await act(() => vi.advanceTimersByTimeAsync(500));
    fireEvent.click(screen.getByRole('menuitem', { name: action }));
    await act(() => vi.advanceTimersByTimeAsync(500));
  }

  test('are searched, and opened', async () => {
    draw(<WorkflowsPage />);
    await act(async () => {});
    expect(screen.getByText('It is a new file.')).toBeTruthy();
    const search = screen.getByRole('searchbox', { name: 'Search workflows' });
    fireEvent.change(search, { target: { value: 'tri' } });
    expect(within(list()).getAllByRole('listitem')).toHaveLength(1);
    fireEvent.change(search, { target: { value: 'nothing' } });
    expect(screen.getByText('No workflow has all of these words.')).toBeTruthy();
    fireEvent.change(search, { target: { value: '' } });
    fireEvent.click(within(list()).getAllByRole('button')[0] as HTMLElement);
    await act(async () => {});
    expect(title()).toBe('Digest');
    expect(screen.queryByText('Not saved')).toBeNull();
  });

  test('are not opened while a draft is under way; once one is, nothing is told of the draft before', async () => {
    mainAnswers({
      'workflows.list': () => ({ workflows: [summary], notice: null }),
      'workflows.get': () => exampleSaved(),
      'workflows.draft': started,
    });
    draw(<WorkflowsPage />);
    await describeIt();
    const open = async () => {
      fireEvent.click(within(list()).getAllByRole('button')[0] as HTMLElement);
      await act(async () => {});
    };
    await open();
    expect(askedOf('workflows.get')).toEqual([]);
    expect(useNotices.getState().notices.at(-1)?.sentence).toContain('A draft is under way.');
    const text = '{"name": "Half"}';
    const refusal = {
      text,
      document: null,
      problems: [],
      sentence: 'It is none.',
      repaired: false,
    };
    arrives({ type: 'invalid', ...refusal, configuration, runs });
    expect(screen.getByRole('alert').textContent).toBe('It is none.');
    await open();
    expect(title()).toBe('Digest');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.queryByRole('region', { name: 'Draft details' })).toBeNull();
    await press('Undo');
    expect(useWorkflowEditor.getState().text).toContain('Half');
  });

  test('are renamed; a refusal stands at the field', async () => {
    draw(<WorkflowsPage />);
    await act(async () => {});
    await choose('Rename');
    const dialog = screen.getByRole('dialog', { name: 'Rename Digest' });
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Name' }), {
      target: { value: 'Triage' },
    });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Rename' }));
    await act(async () => {});
    expect(within(dialog).getByText('That name is taken.')).toBeTruthy();
  });

  test('are deleted after a question that names what is lost', async () => {
    draw(<WorkflowsPage />);
    await act(async () => {});
    await choose('Delete');
    const dialog = screen.getByRole('dialog', { name: 'Delete Digest?' });
    expect(dialog.textContent).toContain('Its 2 steps and every earlier version');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await act(async () => {});
    expect(askedOf('workflows.delete')).toEqual([{ id: summary.id }]);
  });
});
