import type { CellPlace, ComparisonOrder, ComparisonPart } from '#shared/domain/comparison.ts';
import { comparedColumns, maxRepeats } from '#shared/domain/rules/comparison-rules.ts';

/** A number of its own for each place of a comparison. */
export function placeKey({ prompt, column, repeat }: CellPlace): number {
  return (prompt * comparedColumns.most + column) * maxRepeats + repeat;
}

/** Whether a cell is part of what is meant; null means all. */
export function isWithin(place: CellPlace, part: ComparisonPart | null): boolean {
  if (part === null) return true;
  return 'prompt' in part ? placeKey(place) === placeKey(part) : place.column === part.column;
}

/** Which cells of a comparison have yet to be run, and which of them may begin: each once, no two of a column at a time. */
export class CellQueue {
  readonly #order: ComparisonOrder;
  /** Of each column, the next one last. */
  readonly #waiting: CellPlace[][];
  /** Of each column, the one under way. */
  readonly #underWay: (CellPlace | null)[];
  /** Those waiting and those under way. */
  readonly #known = new Set<number>();

  constructor(order: ComparisonOrder, columns: number) {
    this.#order = order;
    this.#waiting = Array.from({ length: columns }, () => []);
    this.#underWay = Array.from({ length: columns }, () => null);
  }

  /** Adds cells, to be run in this order and before those that wait already. Gives those that were not there yet. */
  add(places: readonly CellPlace[]): readonly CellPlace[] {
    const added: CellPlace[] = [];
    for (const place of places) {
      if (this.#known.has(placeKey(place))) continue;
      this.#known.add(placeKey(place));
      added.push(place);
    }
    for (const place of added.toReversed()) this.#waiting[place.column]?.push(place);
    return added;
  }

  /** Takes out those that wait, of a part or of all, and gives them. Those under way are left alone. */
  drop(part: ComparisonPart | null): readonly CellPlace[] {
    const dropped: CellPlace[] = [];
    for (const [column, waiting] of this.#waiting.entries()) {
      dropped.push(...waiting.filter((place) => isWithin(place, part)));
      this.#waiting[column] = waiting.filter((place) => !isWithin(place, part));
    }
    for (const place of dropped) this.#known.delete(placeKey(place));
    return dropped;
  }

  /** A cell that may begin now, which is under way from then on; null if none may. */
  begin(): CellPlace | null {
    const column = this.#freeColumn();
    const place = column === null ? undefined : this.#waiting[column]?.pop();
    if (place === undefined) return null;
    this.#underWay[place.column] = place;
    return place;
  }

  /** The one under way in this column has ended. */
  ended(column: number): void {
    const place = this.#underWay[column];
    if (place === undefined || place === null) return;
    this.#underWay[column] = null;
    this.#known.delete(placeKey(place));
  }

  get underWay(): readonly CellPlace[] {
    return this.#underWay.filter((place) => place !== null);
  }

  /** Whether nothing waits and nothing is under way. */
  get isEmpty(): boolean {
    return this.#known.size === 0;
  }

  #freeColumn(): number | null {
    if (this.#order === 'sequential' && this.underWay.length > 0) return null;
    const column = this.#waiting.findIndex(
      (waiting, place) => waiting.length > 0 && this.#underWay[place] === null,
    );
    return column === -1 ? null : column;
  }
}
