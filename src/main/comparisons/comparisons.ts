import type { Comparison, ComparisonPart } from '#shared/domain/comparison.ts';
import { AppError } from '#shared/errors.ts';
import type { InputOf, OutputOf, RequestContext } from '#shared/ipc/routes.ts';
import type { RecordedComparison } from './comparison-records.ts';
import { comparedPrompts, comparisonView, summaryOf } from './comparison-views.ts';
import { checkExportable, type ExportFormat, exportedComparison } from './export-comparison.ts';
import { KnownFigures } from './known-figures.ts';
import {
  checkNoKey,
  checkNoKeyIn,
  checkSize,
  comparisonName,
  newColumn,
} from './new-comparison.ts';
import { RunningComparisons, type RunningComparisonsDependencies } from './running-comparisons.ts';

/** Carries comparisons out, each cell as a run of its own, and knows those that have been. */
export class Comparisons {
  readonly #deps: RunningComparisonsDependencies;
  readonly #figures = new KnownFigures();
  readonly #running: RunningComparisons;

  constructor(deps: RunningComparisonsDependencies) {
    this.#deps = deps;
    this.#running = new RunningComparisons(deps, this.#figures);
  }

  /** Throws `not-found` for a configuration that is no more, `invalid-input` for what asks too much, `conflict` for an id in use. */
  start(input: InputOf<'comparisons.start'>, context: RequestContext): Comparison {
    const { id, prompts, repeats, order, systemPrompt } = input;
    checkSize(prompts, input.columns, repeats);
    checkNoKey('systemPrompt', systemPrompt);
    checkNoKeyIn(prompts);
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
    this.#running.setNotice(id, notice);
    this.#running.take(recorded, context).resume();
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
    const { comparison, store } = this.#deps.records.find(context.actor.id, id);
    this.#running.refuseElsewhere(id, context);
    store.setCancelled(comparison.seq, columnsOf(comparison), false);
    this.#running.setNotice(id, null);
    const recorded = this.#deps.records.find(context.actor.id, id);
    this.#running.take(recorded, context).resume();
    return this.#view(recorded);
  }

  /** Runs a cell again, or those of a column that have failed. Throws `conflict` while it runs for another window. */
  retry(id: string, part: ComparisonPart, context: RequestContext): Comparison {
    const recorded = this.#deps.records.find(context.actor.id, id);
    this.#running.take(recorded, context).retry(part);
    return this.#view(recorded);
  }

  /** Stops a part of it, or all. */
  cancel(id: string, part: ComparisonPart | null, { actor }: RequestContext): void {
    const { comparison, store } = this.#deps.records.find(actor.id, id);
    const isCell = part !== null && 'prompt' in part;
    if (!isCell) {
      const columns = part === null ? columnsOf(comparison) : [part.column];
      store.setCancelled(comparison.seq, columns, true);
    }
    this.#running.get(id)?.cancel(part);
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
    this.#running.setNotice(id, null);
    this.#figures.forget(id);
    this.#running.get(id)?.cancel(null);
    this.#changed();
  }

  /** Of a client that is gone nothing further begins. Its runs are cancelled by whoever carries them out. */
  dropClient(clientId: string): void {
    this.#running.dropClient(clientId);
  }

  /** Of a member who is one no more everything is stopped and deleted. */
  forgetMember(memberId: string): void {
    this.#running.cancelMember(memberId);
    this.#deps.records.deleteAll(memberId);
  }

  /** Lets nothing further begin, since Keywell is closing. */
  close(): void {
    this.#running.close();
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
    return { ...recorded, running: this.#running.get(recorded.comparison.id) };
  }

  #view(recorded: RecordedComparison): Comparison {
    return comparisonView(this.#found(recorded), {
      figures: this.#figures.of(recorded),
      configurationNow: this.#deps.configurationNow,
      notice: this.#running.notice(recorded.comparison.id),
    });
  }

  #changed(): void {
    this.#deps.events.broadcast('comparisons.changed', null);
  }
}

/** The places of all its columns. */
function columnsOf({ columns }: RecordedComparison['comparison']): readonly number[] {
  return columns.map((_column, place) => place);
}
