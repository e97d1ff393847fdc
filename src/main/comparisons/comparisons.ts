import type {
  Cell,
  CellCounts,
  CellPlace,
  Comparison,
  ComparisonPart,
} from '#shared/domain/comparison.ts';
import type { Configuration } from '#shared/domain/configuration.ts';
import { AppError } from '#shared/errors.ts';
import type { InputOf, OutputOf, RequestContext } from '#shared/ipc/routes.ts';
import type { EventSink } from '../events.ts';
import type { Clock } from '../generation/clock.ts';
import type { Generation } from '../generation/generation.ts';
import { comparisonState } from './cell-states.ts';
import type { ComparisonRecords, RecordedComparison } from './comparison-records.ts';
import { comparedPrompts, comparisonView, countsOf, summaryOf } from './comparison-views.ts';
import { checkExportable, type ExportFormat, exportedComparison } from './export-comparison.ts';
import { checkNoKey, checkSize, comparisonName, newColumn } from './new-comparison.ts';
import { type CellRun, RunningComparison } from './running-comparison.ts';
import type { StoredComparison } from './stored-comparison.ts';

interface ComparisonsDependencies {
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

/** Carries comparisons out, each cell as a run of its own, and knows those that have been. */
export class Comparisons {
  readonly #deps: ComparisonsDependencies;
  readonly #started = new Map<string, Started>();
  /** What is to be said of some, by id. */
  readonly #notices = new Map<string, string>();

  constructor(deps: ComparisonsDependencies) {
    this.#deps = deps;
  }

  /** Throws `not-found` for a configuration that is no more, `invalid-input` for what asks too much, `conflict` for an id in use. */
  start(input: InputOf<'comparisons.start'>, context: RequestContext): Comparison {
    const { id, prompts, repeats, order, systemPrompt } = input;
    checkSize(prompts, input.columns, repeats);
    checkNoKey('systemPrompt', systemPrompt);
    const columns = input.columns.map(({ configurationId, parameters = {} }) => {
      const configuration = this.#deps.configurationNow(configurationId);
      if (configuration !== null) return newColumn(configuration, parameters);
      throw new AppError(
        'not-found',
        'One of the configurations is no longer in the registry. Choose another.',
      );
    });
    const { notice, ...recorded } = this.#deps.records.create(
      {
        id,
        memberId: context.actor.id,
        name: comparisonName(input.name, prompts),
        order,
        repeats,
        promptCount: prompts.length,
        systemPrompt,
        columns,
      },
      prompts,
    );
    if (notice !== null) this.#notices.set(id, notice);
    this.#runningOf(recorded, context).resume();
    return this.#view(recorded);
  }

  /** Starts another with the same prompts and settings, and the configurations as they are now. Throws what `start` does. */
  rerun({ id, newId }: InputOf<'comparisons.rerun'>, context: RequestContext): Comparison {
    const { comparison, store } = this.#deps.records.find(context.actor.id, id);
    const { name, order, repeats, systemPrompt, columns, promptCount } = comparison;
    const prompts = store.prompts(comparison.seq, { fromPrompt: 0, limit: promptCount });
    return this.start(
      {
        id: newId,
        name,
        prompts: [...prompts],
        systemPrompt,
        columns: columns.map(({ configuration, parameters }) => ({
          configurationId: configuration.id,
          parameters,
        })),
        repeats,
        order,
      },
      context,
    );
  }

  /** Runs what has yet to be run. Throws `conflict` while it runs for another window. */
  resume(id: string, context: RequestContext): Comparison {
    const found = this.#deps.records.find(context.actor.id, id);
    this.#refuseElsewhere(id, context);
    const { comparison, store } = found;
    const all = comparison.columns.map((_column, place) => place);
    store.setCancelled(comparison.seq, all, false);
    this.#notices.delete(id);
    const recorded = this.#deps.records.find(context.actor.id, id);
    this.#runningOf(recorded, context).resume();
    return this.#view(recorded);
  }

  /** Runs a cell again, or those of a column that have failed. Throws `conflict` while it runs for another window. */
  retry(id: string, part: ComparisonPart, context: RequestContext): Comparison {
    const recorded = this.#deps.records.find(context.actor.id, id);
    this.#refuseElsewhere(id, context);
    this.#runningOf(recorded, context).retry(part);
    return this.#view(recorded);
  }

  /** Stops a part of it, or all. */
  cancel(id: string, part: ComparisonPart | null, { actor }: RequestContext): void {
    const { comparison, store } = this.#deps.records.find(actor.id, id);
    const isCell = part !== null && 'prompt' in part;
    if (!isCell) {
      const all = comparison.columns.map((_column, place) => place);
      store.setCancelled(comparison.seq, part === null ? all : [part.column], true);
    }
    this.#started.get(id)?.running.cancel(part);
    this.#changed();
  }

  list(
    page: InputOf<'comparisons.list'>,
    { actor }: RequestContext,
  ): Pick<OutputOf<'comparisons.list'>, 'comparisons' | 'more'> {
    const found = this.#deps.records.list(actor.id, page);
    return {
      comparisons: found.slice(0, page.limit).map((one) => summaryOf(this.#found(one))),
      more: found.length > page.limit,
    };
  }

  /** Throws `not-found`. */
  get(
    { id, ...range }: InputOf<'comparisons.get'>,
    { actor }: RequestContext,
  ): OutputOf<'comparisons.get'> {
    const recorded = this.#deps.records.find(actor.id, id);
    return {
      comparison: this.#view(recorded),
      prompts: comparedPrompts(this.#found(recorded), range),
    };
  }

  /** The whole of it as a text. Throws `not-found`, and `invalid-input` where it is too long for one. */
  export(
    id: string,
    { format, exportedAt }: { readonly format: ExportFormat; readonly exportedAt: Date },
    { actor }: RequestContext,
  ): string {
    const recorded = this.#deps.records.find(actor.id, id);
    const { comparison, store } = recorded;
    checkExportable(store.textLength(comparison.seq));
    const all = { fromPrompt: 0, limit: comparison.promptCount };
    const prompts = comparedPrompts(this.#found(recorded), all);
    return exportedComparison(format, this.#view(recorded), prompts, exportedAt);
  }

  /** Throws `not-found`, also for a place that there is not in it. */
  vote({ id, prompt, column, vote }: InputOf<'comparisons.vote'>, { actor }: RequestContext): void {
    const { comparison, store } = this.#deps.records.find(actor.id, id);
    if (prompt >= comparison.promptCount || column >= comparison.columns.length) {
      throw new AppError('not-found', 'There is nothing to vote on at this place. Open it again.');
    }
    store.vote(comparison.seq, { prompt, column }, vote);
    this.#changed();
  }

  /** An empty name makes it the beginning of the first prompt again. */
  rename(id: string, name: string, { actor }: RequestContext): void {
    const { comparison, store } = this.#deps.records.find(actor.id, id);
    const prompts = store.prompts(comparison.seq, { fromPrompt: 0, limit: 1 });
    store.rename(comparison.seq, comparisonName(name, prompts));
    this.#changed();
  }

  /** Stops what runs of it, too. One that is not there is no error. */
  delete(id: string, { actor }: RequestContext): void {
    const recorded = this.#tryFind(actor.id, id);
    if (recorded === null) return;
    recorded.store.delete(recorded.comparison.seq);
    this.#notices.delete(id);
    this.#started.get(id)?.running.cancel(null);
    this.#changed();
  }

  /** Of a client that is gone nothing further begins. Its runs are cancelled by whoever carries them out. */
  dropClient(clientId: string): void {
    for (const one of this.#started.values()) {
      if (one.clientId === clientId) {
        one.running.interrupt('The page that it ran for was closed. Resume it to run the rest.');
      }
    }
  }

  /** Of a member who is one no more everything is stopped and deleted. */
  forgetMember(memberId: string): void {
    for (const one of [...this.#started.values()]) {
      if (one.memberId === memberId) one.running.cancel(null);
    }
    this.#deps.records.deleteAll(memberId);
  }

  /** Lets nothing further begin, since Keywell is closing. */
  interruptAll(): void {
    for (const { running } of [...this.#started.values()]) running.interrupt(null);
  }

  #runningOf(recorded: RecordedComparison, { actor, clientId }: RequestContext): RunningComparison {
    const { comparison, store } = recorded;
    const { id, seq } = comparison;
    const existing = this.#started.get(id);
    if (existing !== undefined) return existing.running;
    const { clock, newId, hindrance, generation, records, events, onUnexpected } = this.#deps;
    const origin = { memberId: actor.id, memberName: actor.name, path: 'compare' as const };
    const running = new RunningComparison({
      comparison,
      ended: store.ended(seq),
      clock,
      newId,
      hindrance: () => hindrance(actor.id),
      isChanged: (column) => this.#isChanged(comparison, column),
      start: (run) => this.#startCell(recorded, run, clientId),
      cancel: (runId) => generation.cancel(runId, clientId),
      keep: (cell) => records.keepCell(recorded, cell, origin),
      onEvent: (place, event) =>
        events.send(clientId, 'comparisons.event', { comparisonId: id, place, event }),
      onProgress: (changed) => this.#report(comparison, running, { clientId, changed }),
      onStopped: () => {
        if (running.notice !== null) this.#notices.set(id, running.notice);
        this.#started.delete(id);
        this.#changed();
      },
      onUnexpected,
    });
    this.#started.set(id, { running, memberId: actor.id, clientId });
    this.#changed();
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
      notice: running.notice ?? this.#notices.get(id) ?? null,
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

  #refuseElsewhere(id: string, { clientId }: RequestContext): void {
    const started = this.#started.get(id);
    if (started === undefined || started.clientId === clientId) return;
    throw new AppError(
      'conflict',
      'This comparison runs in another window. Stop it there first, or wait until it has ended.',
    );
  }

  #tryFind(memberId: string, id: string): RecordedComparison | null {
    try {
      return this.#deps.records.find(memberId, id);
    } catch (error) {
      if (error instanceof AppError && error.code === 'not-found') return null;
      throw error;
    }
  }

  #found(recorded: RecordedComparison) {
    return { ...recorded, running: this.#started.get(recorded.comparison.id)?.running ?? null };
  }

  #view(recorded: RecordedComparison): Comparison {
    const found = this.#found(recorded);
    const { id } = recorded.comparison;
    const notice = found.running?.notice ?? this.#notices.get(id) ?? null;
    return comparisonView(found, this.#deps.configurationNow, notice);
  }

  #changed(): void {
    this.#deps.events.broadcast('comparisons.changed', null);
  }
}
