import type { ColumnFigures } from '#shared/domain/comparison.ts';
import {
  type AnswerFigures,
  answerFigures,
  columnFigures,
} from '#shared/domain/rules/column-figures.ts';
import { placeKey } from './cell-queue.ts';
import { cellOf, type EndedCell } from './cell-rows.ts';
import type { RecordedComparison } from './comparison-records.ts';

/** Of how many comparisons the answers' figures are remembered. */
const remembered = 4;

interface Known {
  /** Of each column, by place. */
  readonly answers: readonly Map<number, AnswerFigures>[];
  /** Null where an answer has come since. */
  figures: readonly ColumnFigures[] | null;
}

/**
 * The figures of the comparisons that were looked at last. Reading those of ten thousands of answers takes the better
 * part of a second, and they are asked for every few seconds while they come in.
 */
export class KnownFigures {
  /** By id, the one that was looked at last at the end. */
  readonly #known = new Map<string, Known>();

  /** Of each column. */
  of({ comparison, store }: RecordedComparison): readonly ColumnFigures[] {
    const { id } = comparison;
    const known = this.#known.get(id) ?? { answers: store.answers(comparison), figures: null };
    known.figures ??= known.answers.map((answers) => columnFigures([...answers.values()]));
    this.#known.delete(id);
    this.#known.set(id, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > remembered && oldest !== undefined) this.#known.delete(oldest);
    return known.figures;
  }

  /** A cell of a comparison has ended, and was written down. */
  ended(id: string, cell: EndedCell): void {
    const known = this.#known.get(id);
    const answers = known?.answers[cell.place.column];
    if (known === undefined || answers === undefined) return;
    known.figures = null;
    const figures = answerFigures(cellOf(cell));
    if (figures === null) answers.delete(placeKey(cell.place));
    else answers.set(placeKey(cell.place), figures);
  }

  forget(id: string): void {
    this.#known.delete(id);
  }
}
