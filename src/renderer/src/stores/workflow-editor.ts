import { create } from 'zustand';
import { hasErrors, type WorkflowPath } from '#shared/domain/rules/workflow/problem.ts';
import type { RunConfiguration } from '#shared/domain/run.ts';
import type { SavedWorkflow } from '#shared/domain/saved-workflow.ts';
import type { Workflow } from '#shared/domain/workflow.ts';
import type { DraftRun } from '#shared/domain/workflow-draft.ts';
import { request } from '../api/client.ts';
import { useConfigurations } from './configurations.ts';
import { type CheckedText, checkedText, nothingChecked, textOf } from './workflow-document.ts';
import { selectStep } from './workflow-selection.ts';

/** Which configuration made a workflow; its figures, where that was just now. */
export interface DraftOrigin {
  /** Null for one that is not known any more. */
  readonly draftId: string | null;
  readonly configuration: RunConfiguration;
  readonly runs: readonly DraftRun[];
  /** Whether it is a second answer. */
  readonly repaired: boolean;
}

/** What undoing brings back. */
interface Version {
  /** The document as JSON, as far as it has been written. Empty: there is none. */
  readonly text: string;
  /** Null for what was written by hand or imported. */
  readonly origin: DraftOrigin | null;
  /** Which of the workflows looked at since the window was opened it is a version of. */
  readonly nr: number;
}

/** A workflow as main keeps it, and its text. */
interface Kept {
  readonly id: string;
  readonly revision: number;
  readonly text: string;
}

export type WorkflowTab = 'graph' | 'json' | 'mermaid';

interface WorkflowEditorState extends Version {
  readonly checked: CheckedText;
  /** The last of the text that had the form of a workflow. */
  readonly drawn: Workflow | null;
  readonly past: readonly Version[];
  readonly future: readonly Version[];
  /** By `nr`, those that are saved. */
  readonly kept: Readonly<Record<number, Kept>>;
  readonly tab: WorkflowTab;
  /** A place in the text that is still to be shown. */
  readonly place: WorkflowPath | null;
  /** Shows another workflow. What was there can be brought back by undoing. */
  take(text: string, origin: DraftOrigin | null): void;
  /** What is being typed. What is typed in one go is undone in one go. */
  type(text: string): void;
  /** Changes the whole text at once. */
  replace(text: string, origin?: DraftOrigin | null): void;
  undo(): void;
  redo(): void;
  open(id: string): Promise<void>;
  save(): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  /** For good. One that is being looked at stays, as one that is not saved. */
  remove(id: string): Promise<void>;
  /** Leads to a place in the JSON. */
  showPlace(path: WorkflowPath): void;
}

/** What is typed is checked when this long nothing more was, in milliseconds. */
const typingPause = 250;
const mostUndone = 100;

/** The workflow being looked at and worked on. It outlives the page, so that going elsewhere loses nothing. */
export const useWorkflowEditor = create<WorkflowEditorState>()((set, get) => {
  let typing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastNr = 0;

  function check(): void {
    clearTimeout(timer);
    const { text, drawn } = get();
    const names = useConfigurations.getState().configurations.map(({ name }) => name);
    const checked = checkedText(text, names);
    set({ checked, drawn: text === '' ? null : (checked.workflow ?? drawn) });
  }

  function show(version: Version): void {
    typing = false;
    if (version.nr !== get().nr) {
      selectStep(null);
      set({ drawn: null, place: null });
    }
    set(version);
    check();
  }

  /** Puts `version` in the place of what is there, to which undoing leads back. */
  function advance(version: Version): void {
    set((state) => ({ past: grown(state), future: [] }));
    show(version);
  }

  /** Goes one version back or forth. */
  function step(from: 'past' | 'future', to: 'past' | 'future'): void {
    const state = get();
    const version = state[from].at(-1);
    if (version === undefined) return;
    const left = state[from].slice(0, -1);
    const other = [...state[to], versionOf(state)];
    set(from === 'past' ? { past: left, future: other } : { future: left, past: other });
    show(version);
  }

  function keep(nr: number, { id, revision, document }: SavedWorkflow): Kept {
    const kept = { id, revision, text: textOf(document) };
    set((state) => ({ kept: { ...state.kept, [nr]: kept } }));
    return kept;
  }

  function nrOf(id: string): number | null {
    const found = Object.entries(get().kept).find(([, kept]) => kept.id === id);
    return found === undefined ? null : Number(found[0]);
  }

  function nextNr(): number {
    lastNr += 1;
    return lastNr;
  }

  return {
    text: '',
    origin: null,
    nr: 0,
    checked: nothingChecked,
    drawn: null,
    past: [],
    future: [],
    kept: {},
    tab: 'graph',
    place: null,
    take(text, origin) {
      advance({ text, origin, nr: nextNr() });
    },
    type(text) {
      if (text === get().text) return;
      if (typing) set({ text });
      else set((state) => ({ text, past: grown(state), future: [] }));
      typing = true;
      clearTimeout(timer);
      timer = setTimeout(() => {
        typing = false;
        check();
      }, typingPause);
    },
    replace(text, origin = get().origin) {
      advance({ text, origin, nr: get().nr });
    },
    undo: () => step('past', 'future'),
    redo: () => step('future', 'past'),
    async open(id) {
      const workflow = await request('workflows.get', { id });
      const { configuration } = workflow;
      const origin = configuration && { draftId: null, configuration, runs: [], repaired: false };
      const nr = nrOf(id) ?? nextNr();
      const { text } = keep(nr, workflow);
      if (nr !== get().nr || text !== get().text) advance({ text, origin, nr });
    },
    async save() {
      check();
      const { text, checked, origin, nr, kept } = get();
      if (checked.workflow === null || hasErrors(checked.problems)) {
        throw new Error('The workflow has errors. Mend them first: they are listed below it.');
      }
      const before = kept[nr];
      const saved = await request('workflows.save', {
        document: checked.workflow,
        replaces: before === undefined ? null : { id: before.id, revision: before.revision },
        draftId: origin?.draftId ?? null,
      });
      const now = keep(nr, saved);
      // What was typed meanwhile stays.
      if (get().nr === nr && get().text === text) show({ text: now.text, origin, nr });
    },
    async rename(id, name) {
      const saved = await request('workflows.rename', { id, name });
      const nr = nrOf(id);
      if (nr === null) return;
      const before = get().kept[nr]?.text;
      const now = keep(nr, saved);
      if (get().nr === nr && get().text === before) get().replace(now.text);
    },
    async remove(id) {
      await request('workflows.delete', { id });
      set(({ kept }) => ({
        kept: Object.fromEntries(Object.entries(kept).filter(([, one]) => one.id !== id)),
      }));
    },
    showPlace(path) {
      set({ tab: 'json', place: path });
    },
  };
});

/** Whether something is there that is not saved. */
export function isUnsaved({ text, nr, kept }: Pick<WorkflowEditorState, 'text' | 'nr' | 'kept'>) {
  return text !== '' && text !== kept[nr]?.text;
}

function versionOf({ text, origin, nr }: Version): Version {
  return { text, origin, nr };
}

function grown(state: WorkflowEditorState): readonly Version[] {
  return state.text === '' ? state.past : [...state.past, versionOf(state)].slice(-mostUndone);
}
