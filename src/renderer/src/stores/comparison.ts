import { create } from 'zustand';
import type {
  Comparison,
  ComparisonPart,
  ComparisonProgress,
  Vote,
} from '#shared/domain/comparison.ts';
import { maxComparisonName } from '#shared/domain/rules/comparison-rules.ts';
import { on, request } from '../api/client.ts';
import { useApp } from './app.ts';
import { type Rows, rowOf, withCells, withProgress } from './comparison-cells.ts';
import { draftAgain, placeColumns, useComparisonDraft } from './comparison-draft.ts';
import { createCellFeed } from './comparison-feed.ts';
import {
  anyMissed,
  type CellRuns,
  runsOfPrompt,
  stopping,
  withoutEnded,
} from './comparison-runs.ts';
import { createMeanwhile } from './meanwhile.ts';
import { promptsOf } from './prompt-source.ts';

interface ComparisonState {
  /** The one that Compare shows; it lives here, so no page that closes can end it. */
  readonly comparison: Comparison | null;
  readonly rows: Rows;
  /** The runs under way, and those of the prompt that is shown. */
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
  /** On the answers of a column to the prompt that is shown. */
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
  /** Grows with all that is heard: an answer that was overtaken tells nothing of how things stand. */
  let heard = 0;
  const meanwhile = createMeanwhile();
  /** The pages of rows that are on their way, by the place of their first. */
  const fetching = new Set<number>();
  let figuresDue: ReturnType<typeof setTimeout> | undefined;

  const feed = createCellFeed((key, change) =>
    set(({ runs, shownPrompt }) => {
      const run = change(runs[key]);
      return run === undefined
        ? { runs }
        : { runs: withoutEnded({ ...runs, [key]: run }, shownPrompt) };
    }),
  );
  on('comparisons.event', (event) => deliver(event.comparisonId, () => feed.receive(event)));
  on('comparisons.progress', (progress) => deliver(progress.comparisonId, () => comeOn(progress)));

  function deliver(id: string, act: () => void): void {
    if (early?.id === id) early.deliveries.push(act);
    else if (get().comparison?.id === id) act();
  }

  function comeOn(progress: ComparisonProgress): void {
    heard += 1;
    meanwhile.hear(progress.changed);
    set(({ comparison, rows }) => ({
      comparison: comparison && withProgress(comparison, progress),
      rows: withCells(rows, progress.changed),
    }));
    const { shownPrompt, runs } = get();
    const ended = progress.state !== 'running';
    if (shownPrompt !== null && (ended || anyMissed(progress.changed, shownPrompt, runs))) {
      void load(shownPrompt).catch(() => undefined);
    } else if (ended) void lookAtFigures();
    else figuresDue ??= setTimeout(() => void lookAtFigures(), figuresPause);
  }

  /** Takes main's word for what the comparison is; how it stands only if nothing was heard since it was asked. */
  function take(fresh: Comparison, asked: number): void {
    set(({ comparison: known }) => {
      if (known?.id !== fresh.id) return {};
      if (asked === heard) return { comparison: fresh };
      const columns = known.columns.map(({ cells }) => cells);
      return { comparison: withProgress(fresh, { ...known, columns }) };
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

  /** Fetches a prompt with what was answered to it, and the figures as they are by then. */
  async function load(place: number): Promise<void> {
    const id = get().comparison?.id;
    if (id === undefined) return;
    const asked = heard;
    const page = { id, fromPrompt: place, limit: 1 };
    const { answer, since } = await meanwhile.of(request('comparisons.get', page));
    const prompt = answer.prompts[0];
    if (get().comparison?.id !== id || prompt === undefined) return;
    take(answer.comparison, asked);
    set(({ rows, runs, shownPrompt }) => ({
      rows: withCells(new Map(rows).set(place, rowOf(prompt)), since),
      runs: shownPrompt === place ? runsOfPrompt(prompt, answer.comparison, runs) : runs,
    }));
  }

  async function fetchPage(place: number): Promise<void> {
    const id = get().comparison?.id;
    if (id === undefined) return;
    fetching.add(place);
    try {
      const page = { id, fromPrompt: place, limit: pageSize };
      const { answer, since } = await meanwhile.of(request('comparisons.get', page));
      if (get().comparison?.id !== id) return;
      const fresh = answer.prompts.map((one) => [one.place, rowOf(one)] as const);
      set(({ rows }) => ({ rows: withCells(new Map([...rows, ...fresh]), since) }));
    } finally {
      fetching.delete(place);
    }
  }

  function show(comparison: Comparison): void {
    feed.clear();
    fetching.clear();
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

  /** Makes the draft say what the comparison that is shown asked. */
  async function makeDraft(): Promise<void> {
    const { comparison } = get();
    if (comparison === null) return;
    const single = comparison.promptCount === 1;
    if (single) await load(0);
    draftAgain(comparison, single ? (get().rows.get(0)?.prompt ?? '') : null);
  }

  /** Asks main for something that is done with the comparison that is shown, and takes its answer. */
  async function change(ask: (id: string) => Promise<Comparison>): Promise<void> {
    const id = get().comparison?.id;
    if (id === undefined) return;
    const asked = heard;
    take(await ask(id), asked);
  }

  return {
    ...nothing,
    async start() {
      const draft = useComparisonDraft.getState();
      const { systemPrompt, repeats, order } = draft;
      const columns = draft.columns.map(({ configurationId, parameters }) => ({
        configurationId,
        parameters,
      }));
      const comparison = await begin(async (id) => {
        const prompts = [...(await promptsOf(draft))];
        const name =
          draft.set?.kind === 'file' ? draft.set.fileName.slice(0, maxComparisonName) : null;
        const settings = { name, systemPrompt, repeats, order };
        return request('comparisons.start', { id, prompts, columns, ...settings });
      });
      placeColumns(draft.columns);
      if (comparison.promptCount === 1) await load(0);
    },
    async rerun(id) {
      await begin((newId) => request('comparisons.rerun', { id, newId }));
      await makeDraft();
    },
    async open(id) {
      const asked = heard;
      const { comparison } = await request('comparisons.get', { id, fromPrompt: 0, limit: 0 });
      if (get().comparison?.id === id) take(comparison, asked);
      else show(comparison);
      await makeDraft();
    },
    close() {
      feed.clear();
      set(nothing);
      placeColumns(null);
    },
    async stop(part) {
      const id = get().comparison?.id;
      if (id === undefined) return;
      set(({ runs }) => ({ runs: stopping(runs, part) }));
      await request('comparisons.cancel', { id, part });
    },
    resume: () => change((id) => request('comparisons.resume', { id })),
    retry: (part) => change((id) => request('comparisons.retry', { id, part })),
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
      const begin = first - (first % pageSize);
      for (let place = begin; place <= last; place += pageSize) {
        const end = Math.min(place + pageSize - 1, last);
        if (!fetching.has(place) && misses(get().rows, Math.max(place, first), end)) {
          await fetchPage(place);
        }
      }
    },
  };
});

function misses(rows: Rows, first: number, last: number): boolean {
  for (let place = first; place <= last; place += 1) if (!rows.has(place)) return true;
  return false;
}

// What one member asked and was told is not for the next.
useApp.subscribe(({ info }, { info: before }) => {
  if (before === null || info?.actor.id === before.actor.id) return;
  useComparison.getState().close();
  useComparisonDraft.setState(useComparisonDraft.getInitialState());
});
