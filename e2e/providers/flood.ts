/** More text than anybody reads: the same piece, so many times. Counts what has been written, to tell how far ahead it is. */
export class Flood {
  readonly piece: string;
  readonly times: number;
  #sent = 0;

  constructor(piece: string, times: number) {
    this.piece = piece;
    this.times = times;
  }

  /** Pieces handed to the connection. */
  get sent(): number {
    return this.#sent;
  }

  *pieces(): Generator<string> {
    for (; this.#sent < this.times; this.#sent += 1) yield this.piece;
  }
}
