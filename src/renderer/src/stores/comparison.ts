import { create } from 'zustand';
import type {
  CellRunEvent,
  Comparison,
  ComparisonPart,
  ComparisonProgress,
  Vote,
} from '#shared/domain/comparison.ts';
import { on, request } from '../api/client.ts';
import { useApp } from './app.ts';
import { cellKey, type Rows, rowOf, withCells, withProgress } from './comparison-cells.ts';
import { draftAgain, placeColumns, useComparisonDraft } from './comparison-draft.ts';
import { type CellRuns, partOf, runsOfPrompt, withoutEnded } from './comparison-runs.ts';
import { createPacedFrame } from './paced-frame.ts';
import { promptsOf } from './prompt-source.ts';
import { advanced, begun } from './run.ts';
import { createRunFeed } from './run-feed.ts';

interface ComparisonState {
  /** The one that Compare shows; it lives here, so no page that closes can end it. */
  readonly comparison: Comparison | null;
  /** The prompts that were looked at, by place. */
  readonly rows: Rows;
  /** By `cellKey`: the runs under way, and those of the prompt that is shown. */
  readonly runs: CellRuns;
  /** The prompt whose answers are shown; null for the table of all. */
  readonly shownPrompt: number | null;
  /** True until main has begun what was asked for. */
  readonly starting: boolean;
  /** Starts what stands in the draft. Whatever keeps it from starting is thrown, and what is shown stays. */
  start(): Promise<void>;
  /** Starts once more what was asked in another comparison. */
  rerun(id: string): Promise<void>;
  open(id: string): Promise<void>;
  /** Shows none, and leaves the draft as it is. */
  close(): void;
  stop(part: ComparisonPart | null): Promise<void>;
  resume(): Promise<void>;
  retry(part: ComparisonPart): Promise<void>;
  vote(column: number, vote: Vote | null): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  showPrompt(place: number | null): Promise<void>;
  /** Fetches the rows from `first` to `last` that are not there yet. */
  needRows(first: number, last: number): Promise<void>;
}

/** As many prompts at once as main is asked for. */
const pageSize = 50;
/** Between two looks at the figures of what runs, in milliseconds. */
const figuresPause = 1_000;

const nothing = {
  comparison: null,
  rows: new Map(),
  runs: {},
  shownPrompt: null,
  starting: false,
} as const;

export const useComparison = create<ComparisonState>()((set, get) => {
  /** What main has sent of a comparison that it has not answered for yet. */
  let early: { readonly id: string; readonly deliveries: (() => void)[] } | null = null;
  /** The cell of a run, by its id. */
  const places = new Map<string, string>();
  /** Grows with all that is heard: an answer that was overtaken tells nothing of how things stand. */
  let heard = 0;
  let figuresDue: ReturnType<typeof setTimeout> | undefined;

  const feed = createRunFeed((runId, events) => {
    const key = places.get(runId);
    set(({ runs, shownPrompt }) => {
      const run = key === undefined ? undefined : runs[key];
      if (key === undefined || run?.id !== runId) return { runs };
      const changed = { ...runs, [key]: advanced(run, events) };
      return { runs: withoutEnded(changed, shownPrompt) };
    });
  }, createPacedFrame());

  function receive({ place, event }: CellRunEvent): void {
    const key = cellKey(place);
    const { runs, comparison } = get();
    if (runs[key]?.id !== event.runId && event.seq === 0) {
      places.delete(runs[key]?.id ?? '');
      places.set(event.runId, key);
      feed.open(event.runId);
      const configuration = comparison?.columns[place.column]?.configuration ?? null;
      set({ runs: { ...runs, [key]: begun(event.runId, configuration) } });
    }
    feed.receive(event);
  }

  function comeOn(progress: ComparisonProgress): void {
    heard += 1;
    set(({ comparison, rows }) => ({
      comparison: comparison && withProgress(comparison, progress),
      rows: withCells(rows, progress.changed),
    }));
    if (progress.state !== 'running') void settle();
    else figuresDue ??= setTimeout(() => void lookAtFigures(), figuresPause);
  }

  function deliver<T extends { readonly comparisonId: string }>(act: (what: T) => void) {
    return (what: T): void => {
      if (early?.id === what.comparisonId) early.deliveries.push(() => act(what));
      else if (get().comparison?.id === what.comparisonId) act(what);
    };
  }
  on('comparisons.event', deliver(receive));
  on('comparisons.progress', deliver(comeOn));

  /** Takes main's word for what the comparison is; how it stands only if nothing was heard since it was asked. */
  function take(fresh: Comparison, asked: number): void {
    set(({ comparison }) => {
      if (comparison?.id !== fresh.id) return {};
      if (asked === heard) return { comparison: fresh };
      const { state, notice, columns } = comparison;
      const cells = columns.map((column) => column.cells);
      return {
        comparison: withProgress(fresh, {
          comparisonId: fresh.id,
          state,
          notice,
          columns: cells,
          changed: [],
        }),
      };
    });
  }

  async function lookAtFigures(): Promise<void> {
    clearTimeout(figuresDue);
    figuresDue = undefined;
    const id = get().comparison?.id;
    if (id === undefined) return;
    const asked = heard;
    // What is missed here comes with the next progress.
    const answer = await request('comparisons.get', { id, fromPrompt: 0, limit: 0 }).catch(
      () => null,
    );
    if (answer !== null) take(answer.comparison, asked);
  }

  /** What runs no longer is looked at once more, whole: nothing that was missed on the way stays missed. */
  async function settle(): Promise<void> {
    const { shownPrompt } = get();
    await lookAtFigures();
    if (shownPrompt !== null) await load(shownPrompt).catch(() => undefined);
  }

  /** Fetches a prompt with what was answered to it. */
  async function load(place: number): Promise<void> {
    const id = get().comparison?.id;
    if (id === undefined) return;
    const asked = heard;
    const { comparison, prompts } = await request('comparisons.get', {
      id,
      fromPrompt: place,
      limit: 1,
    });
    const prompt = prompts[0];
    if (get().comparison?.id !== id || prompt === undefined) return;
    take(comparison, asked);
    set(({ rows, runs, shownPrompt }) => ({
      rows: new Map(rows).set(place, rowOf(prompt)),
      runs: shownPrompt === place ? runsOfPrompt(prompt, comparison, runs) : runs,
    }));
  }

  function show(comparison: Comparison): void {
    places.clear();
    const shownPrompt = comparison.promptCount === 1 ? 0 : null;
    set({ ...nothing, comparison, shownPrompt });
  }

  /** Asks main for a comparison that is to run, under an id of ours. */
  async function begin(ask: (id: string) => Promise<Comparison>): Promise<Comparison> {
    const waiting = { id: crypto.randomUUID(), deliveries: [] as (() => void)[] };
    early = waiting;
    set({ starting: true });
    try {
      const comparison = await ask(waiting.id);
      show(comparison);
      early = null;
      for (const act of waiting.deliveries) act();
      return comparison;
    } finally {
      early = null;
      set({ starting: false });
    }
  }

  return {
    ...nothing,
    async start() {
      const draft = useComparisonDraft.getState();
      const { columns, systemPrompt, repeats, order } = draft;
      set({ starting: true });
      const prompts = await promptsOf(draft).finally(() => set({ starting: false }));
      const comparison = await begin((id) =>
        request('comparisons.start', {
          id,
          name: null,
          prompts: [...prompts],
          systemPrompt,
          columns: columns.map(({ configurationId, parameters }) => ({
            configurationId,
            parameters,
          })),
          repeats,
          order,
        }),
      );
      placeColumns(columns);
      if (comparison.promptCount === 1) await load(0);
    },
    async rerun(id) {
      await begin((newId) => request('comparisons.rerun', { id, newId }));
      await drafted();
    },
    async open(id) {
      const asked = heard;
      const { comparison } = await request('comparisons.get', { id, fromPrompt: 0, limit: 0 });
      if (get().comparison?.id === id) take(comparison, asked);
      else show(comparison);
      await drafted();
    },
    close() {
      places.clear();
      set(nothing);
      placeColumns(null);
    },
    async stop(part) {
      const id = get().comparison?.id;
      if (id === undefined) return;
      set(({ runs }) => ({
        runs: partOf(runs, part, (run) => ({ ...run, stopping: run.outcome === null })),
      }));
      await request('comparisons.cancel', { id, part });
    },
    async resume() {
      const id = get().comparison?.id;
      if (id === undefined) return;
      const asked = heard;
      take(await request('comparisons.resume', { id }), asked);
    },
    async retry(part) {
      const id = get().comparison?.id;
      if (id === undefined) return;
      const asked = heard;
      take(await request('comparisons.retry', { id, part }), asked);
    },
    async vote(column, vote) {
      const { comparison, shownPrompt: prompt } = get();
      if (comparison === null || prompt === null) return;
      await request('comparisons.vote', { id: comparison.id, prompt, column, vote });
      set(({ rows }) => {
        const row = rows.get(prompt);
        if (row === undefined) return { rows };
        const votes = row.votes.map((one, place) => {
          if (place === column) return vote;
          return vote === 'best' && one === 'best' ? null : one;
        });
        return { rows: new Map(rows).set(prompt, { ...row, votes }) };
      });
    },
    async rename(id, name) {
      await request('comparisons.rename', { id, name });
      set(({ comparison }) =>
        comparison?.id === id ? { comparison: { ...comparison, name } } : {},
      );
    },
    async showPrompt(place) {
      set(({ runs }) => ({ shownPrompt: place, runs: withoutEnded(runs, place) }));
      if (place !== null) await load(place);
    },
    async needRows(first, last) {
      const { comparison, rows } = get();
      if (comparison === null) return;
      const { id } = comparison;
      for (let from = first; from <= last; from += 1) {
        if (rows.has(from)) continue;
        const { prompts } = await request('comparisons.get', {
          id,
          fromPrompt: from,
          limit: pageSize,
        });
        if (get().comparison?.id !== id || prompts.length === 0) return;
        set((state) => {
          const next = new Map(state.rows);
          for (const prompt of prompts) next.set(prompt.place, rowOf(prompt));
          return { rows: next };
        });
        from += prompts.length - 1;
      }
    },
  };

  /** Makes the draft say what the comparison that is shown asked. */
  async function drafted(): Promise<void> {
    const { comparison, shownPrompt } = get();
    if (comparison === null) return;
    if (comparison.promptCount === 1) await load(0);
    const prompt = shownPrompt === null ? null : (get().rows.get(shownPrompt)?.prompt ?? null);
    draftAgain(comparison, comparison.promptCount === 1 ? prompt : null);
  }
});

// What one member asked and was told is not for the next.
useApp.subscribe(({ info }, { info: before }) => {
  if (before === null || info?.actor.id === before.actor.id) return;
  useComparison.getState().close();
  useComparisonDraft.setState(useComparisonDraft.getInitialState());
});
