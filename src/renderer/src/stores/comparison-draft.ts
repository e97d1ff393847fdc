import { create } from 'zustand';
import type { Comparison, ComparisonOrder, PromptToCompare } from '#shared/domain/comparison.ts';
import type { RunParameters } from '#shared/domain/run.ts';

/** A configuration that is, or is to be, compared with others. */
export interface DraftColumn {
  /** Stays the same while the column stands, wherever it is moved to. */
  readonly key: string;
  readonly configurationId: string;
  /** What its runs do otherwise than the configuration. */
  readonly parameters: RunParameters;
  /** Its place in the comparison that is shown; null if it has none there. */
  readonly place: number | null;
}

/** Prompts to be run one after the other, instead of the one that was typed. */
export type PromptSource =
  | {
      readonly kind: 'file';
      readonly fileName: string;
      readonly prompts: readonly PromptToCompare[];
      /** Lines or records of the file that hold nothing. */
      readonly empty: number;
    }
  /** Those of a comparison that was made before. */
  | { readonly kind: 'comparison'; readonly id: string; readonly count: number };

interface ComparisonDraftState {
  readonly prompt: string;
  /** Null: each configuration's own. */
  readonly systemPrompt: string | null;
  readonly columns: readonly DraftColumn[];
  readonly order: ComparisonOrder;
  readonly repeats: number;
  /** Null: the prompt that is typed. */
  readonly set: PromptSource | null;
}

/** What stands in Compare, not yet run. It outlives the page, not the app: prompts are not written to disk. */
export const useComparisonDraft = create<ComparisonDraftState>()(() => ({
  prompt: '',
  systemPrompt: null,
  columns: [],
  order: 'parallel',
  repeats: 1,
  set: null,
}));

/** Takes a configuration into the comparison. */
export function addColumn(configurationId: string, parameters: RunParameters = {}): void {
  const key = crypto.randomUUID();
  useComparisonDraft.setState(({ columns }) => ({
    columns: [...columns, { key, configurationId, parameters, place: null }],
  }));
}

/** What the runs of a column do otherwise than its configuration, from the next run on. */
export function setParameters(key: string, parameters: RunParameters): void {
  useComparisonDraft.setState(({ columns }) => ({
    columns: columns.map((one) => (one.key === key ? { ...one, parameters } : one)),
  }));
}

export function removeColumn(key: string): void {
  useComparisonDraft.setState(({ columns }) => ({
    columns: columns.filter((one) => one.key !== key),
  }));
}

/** Makes the draft say what `comparison` asked, so that it can be asked otherwise. `prompt` is its only one, if it is. */
export function draftAgain(comparison: Comparison, prompt: string | null): void {
  const { id, systemPrompt, order, repeats, promptCount, columns } = comparison;
  useComparisonDraft.setState({
    systemPrompt,
    order,
    repeats,
    ...(prompt === null ? {} : { prompt }),
    set: prompt === null ? { kind: 'comparison', id, count: promptCount } : null,
    columns: columns.map(({ configuration, parameters }, place) => ({
      key: crypto.randomUUID(),
      configurationId: configuration.id,
      parameters,
      place,
    })),
  });
}

/** The columns as they are, each at its place in the comparison that is shown; `null`: none is shown any more. */
export function placeColumns(started: readonly DraftColumn[] | null): void {
  useComparisonDraft.setState(({ columns }) => ({
    columns: columns.map((one) => {
      const place = started?.findIndex(({ key }) => key === one.key) ?? -1;
      return { ...one, place: place === -1 ? null : place };
    }),
  }));
}
