import { create } from 'zustand';
import type { DraftEvent } from '#shared/domain/workflow-draft.ts';
import type { ErrorShape } from '#shared/errors.ts';
import { errorShapeOf, on, request } from '../api/client.ts';
import { useApp } from './app.ts';
import { configurationNow } from './configuration-now.ts';
import { createEventFeed } from './event-feed.ts';
import { createPacedFrame } from './paced-frame.ts';
import {
  type Drafting,
  type DraftRequest,
  draftAdvanced,
  draftFailed,
  newDrafting,
  outcomeText,
} from './workflow-drafting.ts';
import { type DraftOrigin, useWorkflowEditor } from './workflow-editor.ts';
import { selectStep } from './workflow-selection.ts';

/** How long the end of a stopped draft may take to arrive before the page stops waiting for it. */
const stopPatienceMs = 5_000;

interface WorkflowDraftsState {
  /** The workflow to be had, in words, not yet asked for. */
  readonly words: string;
  /** What is to change, likewise. */
  readonly instruction: string;
  /** Null: the effective default. */
  readonly configurationId: string | null;
  /** The draft or the revision under way, or the last one; null after it was put aside. */
  readonly drafting: Drafting | null;
  /** What becomes of it, refusal included, is in its outcome. */
  start(wanted: DraftRequest): Promise<void>;
  stop(): Promise<void>;
  /** Puts away what has ended. */
  dismiss(): void;
  /** Takes what came into the editor: a revision, or what is left of a draft. */
  accept(): void;
}

export const useWorkflowDrafts = create<WorkflowDraftsState>()((set, get) => {
  /** Of a draft that is not there any more nothing is changed. */
  function change(id: string, changed: (drafting: Drafting) => Drafting): void {
    const { drafting } = get();
    if (drafting?.id !== id) return;
    const now = changed(drafting);
    set({ drafting: now });
    if (drafting.outcome === null && now.outcome !== null) takeOver(now);
  }

  const feed = createEventFeed<DraftEvent>(
    {
      idOf: ({ draftId }) => draftId,
      canWait: ({ type }) => type === 'partial' || type === 'reasoning',
      isEnd: ({ type }) => ['drafted', 'invalid', 'cancelled', 'failed'].includes(type),
    },
    (id, events) => change(id, (drafting) => draftAdvanced(drafting, events)),
    createPacedFrame(),
  );
  on('workflows.draftEvent', feed.receive);

  return {
    words: '',
    instruction: '',
    configurationId: null,
    drafting: null,
    async start(wanted) {
      const id = crypto.randomUUID();
      feed.open(id);
      set({ drafting: newDrafting(id, wanted, configurationNow(wanted.configurationId)) });
      const { configurationId, words, revised } = wanted;
      if (revised === null) selectStep(null);
      try {
        const { configuration } =
          revised === null
            ? await request('workflows.draft', { draftId: id, configurationId, description: words })
            : await request('workflows.revise', {
                draftId: id,
                configurationId,
                document: revised,
                instruction: words,
              });
        change(id, (drafting) => ({ ...drafting, configuration }));
      } catch (error) {
        change(id, (drafting) => draftFailed(drafting, errorShapeOf(error)));
      }
    },
    async stop() {
      const { drafting } = get();
      if (drafting === null || drafting.outcome !== null || drafting.stopping) return;
      const { id } = drafting;
      change(id, (one) => ({ ...one, stopping: true }));
      const notConfirmed: ErrorShape = {
        code: 'stream-broken',
        message: 'The draft was stopped, but its end never arrived. What had arrived is kept.',
      };
      try {
        await request('workflows.cancel', { draftId: id });
        setTimeout(() => change(id, (one) => draftFailed(one, notConfirmed)), stopPatienceMs);
      } catch (error) {
        change(id, (one) => draftFailed(one, errorShapeOf(error)));
      }
    },
    dismiss() {
      set(({ drafting }) => ({ drafting: drafting?.outcome === null ? drafting : null }));
    },
    accept() {
      const { drafting } = get();
      if (!drafting?.outcome) return;
      const editor = useWorkflowEditor.getState();
      const text = outcomeText(drafting.outcome);
      if (drafting.request.revised === null) editor.take(text, originOf(drafting));
      else {
        editor.replace(text, originOf(drafting));
        set({ instruction: '' });
      }
      set({ drafting: null });
      if (drafting.outcome.type !== 'drafted') useWorkflowEditor.setState({ tab: 'json' });
    },
  };
});

// What one member wrote and was told is not for the next. Main ends the draft itself: it is not the next one's to stop.
useApp.subscribe(({ info }, { info: before }) => {
  if (before === null || info?.actor.id === before.actor.id) return;
  useWorkflowDrafts.setState(useWorkflowDrafts.getInitialState());
  useWorkflowEditor.setState(useWorkflowEditor.getInitialState());
  selectStep(null);
});

/** A new workflow is shown when it is there, whole or not quite right; a revision only once it is accepted. */
function takeOver(drafting: Drafting): void {
  const { outcome, request: asked } = drafting;
  if (asked.revised !== null) return;
  if (outcome?.type !== 'drafted' && outcome?.type !== 'invalid') return;
  useWorkflowEditor.getState().take(outcomeText(outcome), originOf(drafting));
  // What cannot be drawn can still be read, and mended.
  if (outcome.document === null) useWorkflowEditor.setState({ tab: 'json' });
}

function originOf({ id, configuration, runs, outcome }: Drafting): DraftOrigin | null {
  if (configuration === null) return null;
  const repaired = outcome !== null && 'repaired' in outcome && outcome.repaired;
  return { draftId: id, configuration, runs, repaired };
}
