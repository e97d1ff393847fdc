/** The last event of a Chat Completions stream is `data: [DONE]`; the SDK swallows it. */
const marker = '[DONE]';
/** Enough for the marker and the line ends after it, in bytes. */
const tailLength = 32;

/** Remembers the end of a stream, to tell whether it was the done marker. */
export class DoneMarker {
  #tail = Buffer.alloc(0);

  /** Call it with every chunk of the stream, in order. */
  readonly watch = (chunk: Uint8Array): void => {
    const end = chunk.subarray(-tailLength);
    this.#tail = Buffer.concat([this.#tail, end]).subarray(-tailLength);
  };

  get seen(): boolean {
    return this.#tail.includes(marker);
  }
}
