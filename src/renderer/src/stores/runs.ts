import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { ErrorShape } from '#shared/errors.ts';
import { errorShapeOf, on, request } from '../api/client.ts';
import { useApp } from './app.ts';
import { configurationNow } from './configuration-now.ts';
import { conversationOf, pathTo, type Runs } from './conversation.ts';
import { useDraft } from './draft.ts';
import { createPacedFrame } from './paced-frame.ts';
import { advanced, failed, newRun, type Run, type RunRequest } from './run.ts';
import { createRunFeed } from './run-feed.ts';

/** How long the end of a stopped run may take to arrive before the page stops waiting for it. */
const stopPatienceMs = 5_000;

interface RunsState {
  /** Those under way and those of the conversation shown, by id. Runs live here, so no page that closes can end one. */
  readonly runs: Runs;
  /** The run that Generate shows. */
  readonly shownId: string | null;
  /** Starts a run and shows it. What becomes of it, refusal included, is in its outcome. */
  start(wanted: RunRequest): void;
  /** Shows a run, from among those given or those that are there. */
  show(runId: string, kept?: Runs): void;
  /** Shows nothing, and keeps nothing that has ended. What is under way goes on. */
  forget(): void;
  stop(runId: string): Promise<void>;
}

export const useRuns = create<RunsState>()((set, get) => {
  function change(runId: string, changed: (run: Run) => Run): void {
    set(({ runs }) => {
      const run = runs[runId];
      return run === undefined ? { runs } : { runs: { ...runs, [runId]: changed(run) } };
    });
  }

  const feed = createRunFeed(
    (runId, events) => change(runId, (run) => advanced(run, events)),
    createPacedFrame(),
  );
  on('generation.event', feed.receive);

  return {
    runs: {},
    shownId: null,
    async start(wanted) {
      const id = crypto.randomUUID();
      feed.open(id);
      set(({ runs }) => ({
        shownId: id,
        runs: {
          ...underWay(runs),
          ...conversationOf(runs, wanted.follows),
          [id]: newRun(id, wanted, configurationNow(wanted.configurationId)),
        },
      }));
      try {
        const { configuration } = await request('generation.start', {
          runId: id,
          configurationId: wanted.configurationId,
          messages: [...wanted.earlier, { role: 'user', content: wanted.prompt }],
          systemPrompt: wanted.systemPrompt,
          parameters: wanted.parameters,
          follows: wanted.follows,
        });
        change(id, (run) => ({ ...run, configuration }));
      } catch (error) {
        change(id, (run) => failed(run, errorShapeOf(error)));
      }
    },
    show(shownId, kept = {}) {
      set(({ runs }) => ({ shownId, runs: { ...runs, ...kept } }));
    },
    forget() {
      set(({ runs }) => ({ shownId: null, runs: underWay(runs) }));
    },
    async stop(runId) {
      const run = get().runs[runId];
      if (run === undefined || run.outcome !== null || run.stopping) return;
      change(runId, (one) => ({ ...one, stopping: true }));
      const notConfirmed: ErrorShape = {
        code: 'stream-broken',
        message: 'The run was stopped, but its end never arrived. What had arrived is kept.',
      };
      try {
        await request('generation.cancel', { runId });
        setTimeout(() => change(runId, (one) => failed(one, notConfirmed)), stopPatienceMs);
      } catch (error) {
        change(runId, (one) => failed(one, errorShapeOf(error)));
      }
    },
  };
});

// What one member asked and was told is not for the next.
useApp.subscribe(({ info }, { info: before }) => {
  if (before === null || info?.actor.id === before.actor.id) return;
  useRuns.getState().forget();
  useDraft.setState(useDraft.getInitialState());
});

/** The run that Generate shows, last, and those it follows; empty if there is none. */
export function useShownPath(): readonly Run[] {
  return useRuns(
    useShallow(({ runs, shownId }) => (shownId === null ? [] : pathTo(runs, shownId))),
  );
}

function underWay(runs: Runs): Runs {
  return Object.fromEntries(Object.entries(runs).filter(([, run]) => run.outcome === null));
}
