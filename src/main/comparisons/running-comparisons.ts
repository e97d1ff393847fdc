import type { Cell, CellCounts, CellPlace } from '#shared/domain/comparison.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { AppError } from '#shared/errors.ts';
import type { RequestContext } from '#shared/ipc/routes.ts';
import type { EventSink } from '../events.ts';
import type { Clock } from '../generation/clock.ts';
import type { Generation } from '../generation/generation.ts';
import { comparisonState } from './cell-states.ts';
import type { ComparisonRecords, RecordedComparison } from './comparison-records.ts';
import { countsOf } from './comparison-views.ts';
import type { KnownFigures } from './known-figures.ts';
import { type CellRun, RunningComparison } from './running-comparison.ts';
import type { StoredComparison } from './stored-comparison.ts';

export interface RunningComparisonsDependencies {
  readonly records: ComparisonRecords;
  readonly generation: Pick<Generation, 'start' | 'cancel'>;
  /** Null for one that is no more. */
  readonly configurationNow: (id: string) => Configuration | null;
  /** Why no run of this member may begin, as a sentence; null if one may. */
  readonly hindrance: (memberId: string) => string | null;
  readonly events: EventSink;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Told of failures that have no sentence of their own. */
  readonly onUnexpected: (error: unknown) => void;
}

/** One that runs, for whom, and where its events go. */
interface Started {
  readonly running: RunningComparison;
  readonly memberId: string;
  readonly clientId: string;
}

/** What changed, and who is told. */
interface Report {
  readonly clientId: string;
  readonly changed: readonly Cell[];
}

/** The comparisons that run, each cell through the generation service as any run. */
export class RunningComparisons {
  readonly #deps: RunningComparisonsDependencies;
  readonly #figures: KnownFigures;
  readonly #started = new Map<string, Started>();
  /** What is to be said of some, by id. */
  readonly #notices = new Map<string, string>();

  constructor(deps: RunningComparisonsDependencies, figures: KnownFigures) {
    this.#deps = deps;
    this.#figures = figures;
  }

  /** Null for one that does not run. */
  get(id: string): RunningComparison | null {
    return this.#started.get(id)?.running ?? null;
  }

  /** What is to be said of it, as a sentence: why it was interrupted, or where it is kept. */
  notice(id: string): string | null {
    return this.get(id)?.notice ?? this.#notices.get(id) ?? null;
  }

  setNotice(id: string, notice: string | null): void {
    if (notice === null) this.#notices.delete(id);
    else this.#notices.set(id, notice);
  }

  /** Takes it to be run for this client, if it does not run yet. Throws as `refuseElsewhere` does. */
  take(recorded: RecordedComparison, context: RequestContext): RunningComparison {
    const { id } = recorded.comparison;
    this.refuseElsewhere(id, context);
    return this.get(id) ?? this.#start(recorded, context);
  }

  /** Throws `conflict` while it runs for another client. */
  refuseElsewhere(id: string, { clientId }: RequestContext): void {
    const started = this.#started.get(id);
    if (started === undefined || started.clientId === clientId) return;
    throw new AppError(
      'conflict',
      'This comparison runs in another window. Stop it there first, or wait until it has ended.',
    );
  }

  /** Of a client that is gone nothing further begins. Its runs are cancelled by whoever carries them out. */
  dropClient(clientId: string): void {
    for (const one of [...this.#started.values()]) {
      if (one.clientId === clientId) {
        one.running.interrupt('The page that it ran for was closed. Resume it to run the rest.');
      }
    }
  }

  cancelMember(memberId: string): void {
    for (const one of [...this.#started.values()]) {
      if (one.memberId === memberId) one.running.cancel(null);
    }
  }

  /** Lets nothing further begin, since Keywell is closing. */
  close(): void {
    for (const { running } of [...this.#started.values()]) running.close();
  }

  #start(recorded: RecordedComparison, { actor, clientId }: RequestContext): RunningComparison {
    const { comparison, store } = recorded;
    const { id } = comparison;
    const { clock, newId, hindrance, generation, events, onUnexpected } = this.#deps;
    const origin = { memberId: actor.id, memberName: actor.name, path: 'compare' as const };
    const running = new RunningComparison({
      comparison,
      ended: store.ended(comparison.seq),
      clock,
      newId,
      hindrance: () => hindrance(actor.id),
      isChanged: (column) => this.#isChanged(comparison, column),
      start: (run) => this.#startCell(recorded, run, clientId),
      cancel: (runId) => generation.cancel(runId, clientId),
      keep: (cell) => {
        const isKept = this.#deps.records.keepCell(recorded, cell, origin);
        if (isKept) this.#figures.ended(id, cell);
        return isKept;
      },
      leave: (stopped) => this.#deps.records.leaveCell(recorded, stopped, origin),
      onEvent: (place, event) =>
        events.send(clientId, 'comparisons.event', { comparisonId: id, place, event }),
      onProgress: (changed) => this.#report(comparison, running, { clientId, changed }),
      onStopped: () => {
        if (running.notice !== null) this.#notices.set(id, running.notice);
        this.#started.delete(id);
        events.broadcast('comparisons.changed', null);
      },
      onUnexpected,
    });
    this.#started.set(id, { running, memberId: actor.id, clientId });
    events.broadcast('comparisons.changed', null);
    return running;
  }

  /** A cell's run takes its configuration as it is now, as every run does. */
  async #startCell(
    { comparison, store }: RecordedComparison,
    { place, runId, send, onEnded }: CellRun,
    clientId: string,
  ): Promise<void> {
    const column = comparison.columns[place.column];
    const [prompt] = store.prompts(comparison.seq, { fromPrompt: place.prompt, limit: 1 });
    if (column === undefined || prompt === undefined) {
      throw new AppError('not-found', 'This comparison is not there any more.');
    }
    const { configuration, parameters } = column;
    if (this.#deps.configurationNow(configuration.id) === null) {
      throw new AppError(
        'not-found',
        `"${configuration.name}" was deleted after this comparison began, so this was not run. Start another comparison with a configuration that there is.`,
      );
    }
    await this.#deps.generation.start(
      {
        runId,
        configurationId: configuration.id,
        messages: [{ role: 'user', content: prompt.prompt }],
        systemPrompt: prompt.systemPrompt ?? comparison.systemPrompt,
        parameters,
      },
      clientId,
      onEnded,
      send,
    );
  }

  #report({ id, memberId }: StoredComparison, running: RunningComparison, to: Report): void {
    const isRunning = this.#started.has(id);
    const columns = isRunning ? running.counts : this.#countsAfter(memberId, id, running);
    if (columns === null) return;
    this.#deps.events.send(to.clientId, 'comparisons.progress', {
      comparisonId: id,
      state: comparisonState(columns, isRunning),
      columns,
      changed: to.changed,
      notice: running.notice ?? this.notice(id),
    });
  }

  /** What is kept of it tells best what has become of it. Null where it was deleted, so that nobody asks. */
  #countsAfter(
    memberId: string,
    id: string,
    running: RunningComparison,
  ): readonly CellCounts[] | null {
    try {
      return countsOf({ ...this.#deps.records.find(memberId, id), running: null });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return error.code === 'not-found' ? null : running.counts;
    }
  }

  #isChanged({ columns }: StoredComparison, place: CellPlace['column']): boolean {
    const column = columns[place];
    const now = column && this.#deps.configurationNow(column.configuration.id);
    return now !== undefined && now !== null && now.revision !== column?.revision;
  }
}
