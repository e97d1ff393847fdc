/** Runs tasks that share a name one after the other, in the order they came; others side by side. */
export class Serial {
  readonly #tails = new Map<string, Promise<unknown>>();
  #alone: Promise<unknown> = Promise.resolve();

  /** Resolves or rejects as `task` does. A failed task does not hold up the next. */
  run<T>(name: string, task: () => Promise<T>): Promise<T> {
    const before = Promise.allSettled([this.#tails.get(name), this.#alone]);
    const result = before.then(task);
    this.#tails.set(name, result);
    const forget = () => {
      if (this.#tails.get(name) === result) this.#tails.delete(name);
    };
    result.then(forget, forget);
    return result;
  }

  /** Runs `task` while no other runs: after all that came before it, and before all that come after. */
  runAlone<T>(task: () => Promise<T>): Promise<T> {
    const before = Promise.allSettled([...this.#tails.values(), this.#alone]);
    const result = before.then(task);
    this.#alone = result.catch(() => undefined);
    return result;
  }
}
