/**
 * What may wait for a client that reads too slowly, in bytes. More than that, and the client is given up. Above the
 * largest event there is: an import of some 20,000 configurations.
 */
const maxBacklogBytes = 32 * 1024 * 1024;
/** Keeps whatever sits between from taking a quiet stream for a dead one, and finds out about dead clients. */
const heartbeatMs = 15_000;

const encoder = new TextEncoder();
const greeting = encoder.encode(': Keywell\n\n');
const heartbeat = encoder.encode(':\n\n');

interface EventStream {
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  /** Cuts the connection without waiting for what has not been sent. */
  readonly disconnect: () => void;
}

/** The live server-sent event streams, at most one a client. A client whose stream ends is gone. */
export class EventStreams {
  readonly #streams = new Map<string, EventStream>();
  readonly #onGone: (clientId: string) => void;
  readonly #heartbeats: NodeJS.Timeout;

  constructor(onGone: (clientId: string) => void) {
    this.#onGone = onGone;
    this.#heartbeats = setInterval(() => {
      for (const clientId of this.#streams.keys()) this.#write(clientId, heartbeat);
    }, heartbeatMs).unref();
  }

  has(clientId: string): boolean {
    return this.#streams.has(clientId);
  }

  /** Opens the stream of a client. One that it had before is ended, and what belonged to that is given up. */
  open(clientId: string, disconnect: () => void): ReadableStream<Uint8Array> {
    this.#end(clientId);
    let opened: EventStream | undefined;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          opened = { controller, disconnect };
          this.#streams.set(clientId, opened);
          controller.enqueue(greeting);
        },
        cancel: () => {
          if (this.#streams.get(clientId) === opened) this.#forget(clientId);
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: maxBacklogBytes }),
    );
  }

  /** @param clientId null: every client */
  deliver(clientId: string | null, event: string, payload: unknown): void {
    const recipients = clientId === null ? [...this.#streams.keys()] : [clientId];
    const message = encoder.encode(`event: ${event}\ndata: ${JSON.stringify(payload)}\n\n`);
    for (const recipient of recipients) this.#write(recipient, message);
  }

  closeAll(): void {
    clearInterval(this.#heartbeats);
    for (const clientId of [...this.#streams.keys()]) this.#end(clientId);
  }

  #write(clientId: string, message: Uint8Array): void {
    const stream = this.#streams.get(clientId);
    if (stream === undefined) return;
    if ((stream.controller.desiredSize ?? 0) >= message.byteLength) {
      stream.controller.enqueue(message);
      return;
    }
    this.#forget(clientId);
    stream.disconnect();
  }

  #end(clientId: string): void {
    const stream = this.#streams.get(clientId);
    if (stream === undefined) return;
    this.#forget(clientId);
    stream.controller.close();
  }

  #forget(clientId: string): void {
    this.#streams.delete(clientId);
    this.#onGone(clientId);
  }
}
