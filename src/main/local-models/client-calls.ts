import { AppError } from '#shared/errors.ts';

/** What is under way for clients, so that its sockets are closed when the client goes, or Keywell does. */
export class ClientCalls {
  readonly #calls = new Map<AbortController, string>();

  /** What `call` gives. Its signal fires when nobody is there any more for whom it is made. */
  async run<T>(clientId: string, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.#calls.set(controller, clientId);
    try {
      return await call(controller.signal);
    } finally {
      this.#calls.delete(controller);
    }
  }

  /** Ends the calls of a client; of all where none is named. */
  abort(clientId?: string): void {
    for (const [controller, client] of this.#calls) {
      if (clientId === undefined || client === clientId) {
        controller.abort(new AppError('closing', 'The page that asked for this was closed.'));
      }
    }
  }
}
