import type { PullLine } from '../providers/ollama-shapes.ts';

interface Layer {
  total: number;
  completed: number;
}

/** How far a pull had come when it broke off; in bytes. */
export interface Reached {
  readonly completedBytes: number;
  readonly totalBytes: number | null;
}

/**
 * Adds up what a server says of a pull's layers. What it shows never goes back, though the server may: it loads parts of
 * a layer anew that did not arrive, names further layers late, and begins again when it has lost what it had.
 */
export class PullMeter {
  readonly #layers = new Map<string, Layer>();
  #reported = 0;
  #named = 0;
  #arrived = 0;
  #reached: Reached;

  constructor(reached: Reached) {
    this.#reached = reached;
  }

  /** The server begins to tell from the start. */
  begin(): void {
    this.#reached = { completedBytes: this.completedBytes, totalBytes: this.totalBytes };
    this.#layers.clear();
    this.#reported = 0;
    this.#named = 0;
    this.#arrived = 0;
  }

  /** A line without `completed` says that nothing is there of the layer; one without a digest is of none. */
  note({ digest, total, completed = 0 }: PullLine): void {
    if (digest === undefined) return;
    const known = this.#layers.get(digest);
    const size = total ?? known?.total ?? 0;
    const there = Math.min(completed, size);
    // What is there when a layer is named for the first time was there before, and has not arrived now.
    this.#arrived += known === undefined ? 0 : there - known.completed;
    this.#reported += there - (known?.completed ?? 0);
    this.#named += size - (known?.total ?? 0);
    this.#layers.set(digest, { total: size, completed: there });
    if (this.#reported > this.#reached.completedBytes) {
      this.#reached = { ...this.#reached, completedBytes: this.#reported };
    }
  }

  /** All is there: what was reached before, of layers that the model has no more, counts no longer. */
  finish(): void {
    const total = this.#named === 0 ? (this.totalBytes ?? 0) : this.#named;
    this.#reached = { completedBytes: total, totalBytes: total };
    this.#named = 0;
  }

  /** Never less than before. */
  get completedBytes(): number {
    return this.#reached.completedBytes;
  }

  /** Of the layers named so far, or of those that were named in an earlier try; null while there are none. */
  get totalBytes(): number | null {
    const { totalBytes, completedBytes } = this.#reached;
    const known = Math.max(totalBytes ?? 0, this.#named);
    return known === 0 ? null : Math.max(known, completedBytes);
  }

  /** What is still to come, by what the server says now. */
  get remainingBytes(): number {
    return Math.max(0, (this.totalBytes ?? 0) - this.#reported);
  }

  /** What has come in this try, of what was not there before. */
  get arrivedBytes(): number {
    return this.#arrived;
  }

  /** How many layers the server has named in this try. */
  get layerCount(): number {
    return this.#layers.size;
  }
}
