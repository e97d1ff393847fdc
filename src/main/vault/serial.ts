/** Runs tasks that share a name one after the other, in the order they came; others side by side. */
export class Serial {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Resolves or rejects as `task` does. A failed task does not hold up the next. */
  run<T>(name: string, task: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(name) ?? Promise.resolve();
    const result = before.then(task, task);
    this.#tails.set(name, result);
    const forget = () => {
      if (this.#tails.get(name) === result) this.#tails.delete(name);
    };
    result.then(forget, forget);
    return result;
  }
}
