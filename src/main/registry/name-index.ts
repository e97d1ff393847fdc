import { normalisedName } from '#shared/domain/rules/configuration-rules.ts';

/** Which names are taken, in the form in which they must be unique. Counted, so that a file with repeats is bearable. */
export class NameIndex {
  readonly #counts: Map<string, number>;

  constructor(counts: ReadonlyMap<string, number> = new Map()) {
    this.#counts = new Map(counts);
  }

  copy(): NameIndex {
    return new NameIndex(this.#counts);
  }

  has(name: string): boolean {
    return this.#counts.has(normalisedName(name));
  }

  /** Whether somebody has `name` other than the bearer of `own`. */
  hasBeside(name: string, own: string): boolean {
    const form = normalisedName(name);
    const others = (this.#counts.get(form) ?? 0) - (form === normalisedName(own) ? 1 : 0);
    return others > 0;
  }

  add(name: string): void {
    const form = normalisedName(name);
    this.#counts.set(form, (this.#counts.get(form) ?? 0) + 1);
  }

  remove(name: string): void {
    const form = normalisedName(name);
    const left = (this.#counts.get(form) ?? 0) - 1;
    if (left > 0) this.#counts.set(form, left);
    else this.#counts.delete(form);
  }
}
