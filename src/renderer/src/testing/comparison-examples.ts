import type {
  Cell,
  CellCounts,
  CellPlace,
  CellWithTexts,
  ColumnFigures,
  ComparedColumn,
  ComparedPrompt,
  Comparison,
  Spread,
} from '#shared/domain/comparison.ts';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { exampleEnd } from './run-examples.ts';

const exampleComparisonId = '00000000-0000-4000-8000-0000000000c0';

const noCells: CellCounts = { pending: 0, running: 0, done: 0, failed: 0, cancelled: 0 };

/** The same figure in every answer, or another in the middle. */
export function exampleSpread(median: number, given: Partial<Spread> = {}): Spread {
  const all = { lowerQuartile: median, upperQuartile: median, min: median, max: median };
  return { count: 1, median, ...all, ...given };
}

const noFigures: ColumnFigures = {
  answers: 0,
  timeToFirstTokenMs: null,
  totalMs: null,
  loadMs: null,
  tokensPerSecond: null,
  inputTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  answerLength: null,
  estimated: 0,
  cost: { perAnswerUsd: null, totalUsd: null, known: 0, local: 0, simulated: 0, unknown: 0 },
};

export function exampleColumn(
  { id, name, provider, model, simulated }: ConfigurationView,
  given: Partial<Omit<ComparedColumn, 'cells' | 'figures'>> & {
    readonly cells?: Partial<CellCounts>;
    readonly figures?: Partial<ColumnFigures>;
  } = {},
): ComparedColumn {
  return {
    configuration: { id, name, provider, model, simulated },
    parameters: {},
    standing: 'same',
    ...given,
    cells: { ...noCells, ...given.cells },
    figures: { ...noFigures, ...given.figures },
  };
}

/** A comparison that runs, but for what is given. */
export function exampleComparison(
  given: Partial<Comparison> & Pick<Comparison, 'columns'>,
): Comparison {
  return {
    id: exampleComparisonId,
    seq: 1,
    name: 'Is there water?',
    createdAt: '2026-11-01T08:00:00.000Z',
    kept: true,
    order: 'parallel',
    repeats: 1,
    promptCount: 1,
    state: 'running',
    systemPrompt: null,
    marks: { fastest: [], cheapest: [], longest: [] },
    notice: null,
    ...given,
  };
}

/** A cell that waits, but for what is given. */
export function exampleCell(place: CellPlace, given: Partial<Cell> = {}): Cell {
  return {
    ...place,
    state: 'pending',
    runId: null,
    changed: false,
    end: null,
    answerLength: 0,
    ...given,
  };
}

/** A cell that went well, with its texts. */
export function exampleAnswer(
  place: CellPlace,
  answer: string,
  given: Partial<CellWithTexts> = {},
): CellWithTexts {
  const cell = exampleCell(place, { state: 'done', runId: runIdOf(place), end: exampleEnd() });
  return { ...cell, answerLength: answer.length, answer, reasoning: '', textsKept: true, ...given };
}

/** One run for each place, the same whenever it is asked for. */
export function runIdOf({ prompt, column, repeat }: CellPlace, retry = 0): string {
  const digits = [prompt, column, repeat, retry].map((one) => String(one).padStart(3, '0'));
  return `00000000-0000-4000-8000-${digits.join('')}`;
}

export function examplePrompt(
  place: number,
  cells: readonly (Cell | CellWithTexts)[],
  given: Partial<ComparedPrompt> = {},
): ComparedPrompt {
  const columns = new Set(cells.map(({ column }) => column)).size;
  return {
    place,
    prompt: `Prompt ${place + 1}`,
    systemPrompt: null,
    id: null,
    votes: Array.from({ length: columns }, () => null),
    cells: cells.map((cell) => ({ answer: '', reasoning: '', textsKept: true, ...cell })),
    ...given,
  };
}
