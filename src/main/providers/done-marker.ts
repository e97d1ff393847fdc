/** The last event of a Chat Completions stream is `data: [DONE]`; the SDK swallows it. */
const marker = /[\r\n]data: ?\[DONE\]\s*(?:[\r\n]|$)/;
/** Enough for the marker and the line ends around it, in bytes. */
const tailLength = 32;

/** Tells whether the done marker has come. A line of its own is it: in a text, the line end before it is escaped. */
export class DoneMarker {
  #tail = Buffer.from('\n');
  #seen = false;

  /** Call it with every chunk of the stream, in order. Returns whether the marker has come. */
  readonly watch = (chunk: Uint8Array): boolean => {
    const end = chunk.subarray(-tailLength);
    this.#tail = Buffer.concat([this.#tail, end]).subarray(-tailLength);
    this.#seen ||= marker.test(this.#tail.toString('latin1'));
    return this.#seen;
  };

  get seen(): boolean {
    return this.#seen;
  }
}
