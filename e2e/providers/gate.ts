/**
 * A point in an answer where the server stops until the test lets it go on. Tests order what happens by gates, never
 * by time.
 *
 * @example
 * const gate = new Gate();
 * server.answerNext({ steps: [{ text: 'one' }, { hold: gate }, { text: 'two' }] });
 * await gate.reached; // 'one' is sent
 * gate.release(); // now 'two'
 */
export class Gate {
  /** Resolves when the server stands at the gate; everything before it has been written. */
  readonly reached: Promise<void>;
  readonly released: Promise<void>;
  readonly #reach: () => void;
  readonly #release: () => void;

  constructor() {
    const reached = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    this.reached = reached.promise;
    this.#reach = reached.resolve;
    this.released = released.promise;
    this.#release = released.resolve;
  }

  /** Lets the server go on. Before the server arrives: it does not stop at all. */
  release(): void {
    this.#release();
  }

  /** What the server does at the gate. */
  async pass(): Promise<void> {
    this.#reach();
    await this.released;
  }
}
