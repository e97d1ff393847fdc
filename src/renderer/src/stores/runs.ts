import { create } from 'zustand';
import type { RunConfiguration } from '#shared/domain/run.ts';
import type { ErrorShape } from '#shared/errors.ts';
import { on, RequestError, request, sentenceOf } from '../api/client.ts';
import { useConfigurations } from './configurations.ts';
import { createPacedFrame } from './paced-frame.ts';
import { advanced, failed, newRun, type Run, type RunRequest } from './run.ts';
import { createRunFeed } from './run-feed.ts';

/** How long the end of a stopped run may take to arrive before the page stops waiting for it. */
const stopPatienceMs = 5_000;

interface RunsState {
  /** Those under way and the one last shown, by id. Runs live here, so no page that closes can end one. */
  readonly runs: Readonly<Record<string, Run>>;
  /** The run that Generate shows. */
  readonly shownId: string | null;
  /** Starts a run and shows it. What becomes of it, refusal included, is in its outcome. */
  start(wanted: RunRequest): void;
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
          ...Object.fromEntries(Object.entries(runs).filter(([, run]) => run.outcome === null)),
          [id]: newRun(id, wanted, configurationNow(wanted.configurationId)),
        },
      }));
      try {
        const { configuration } = await request('generation.start', {
          runId: id,
          configurationId: wanted.configurationId,
          messages: [{ role: 'user', content: wanted.prompt }],
          systemPrompt: wanted.systemPrompt,
        });
        change(id, (run) => ({ ...run, configuration }));
      } catch (error) {
        change(id, (run) => failed(run, shapeOf(error)));
      }
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
        change(runId, (one) => failed(one, shapeOf(error)));
      }
    },
  };
});

/** The run that Generate shows, if any. */
export function useShownRun(): Run | null {
  return useRuns(({ runs, shownId }) => (shownId === null ? null : (runs[shownId] ?? null)));
}

/** What main will most likely take; its answer replaces this. */
function configurationNow(id: string | null): RunConfiguration | null {
  const { configurations, effectiveDefault } = useConfigurations.getState();
  const wanted = id ?? effectiveDefault?.id;
  const found = configurations.find((one) => one.id === wanted);
  if (found === undefined) return null;
  const { name, provider, model, simulated } = found;
  return { id: found.id, name, provider, model, simulated };
}

function shapeOf(error: unknown): ErrorShape {
  return error instanceof RequestError
    ? error.shape
    : { code: 'internal', message: sentenceOf(error) };
}
