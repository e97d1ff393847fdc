import type { Core } from '../core.ts';

type Deliver = Parameters<Core['onEvent']>[0];

/**
 * What hosts hold while a registry is being mended: first the core that offers to do so, afterwards, in its place, that
 * of the open workspace. Whoever listened goes on hearing.
 */
export class MendableCore implements Core {
  readonly #deliveries = new Set<Deliver>();
  #current: Core;

  constructor(first: Core) {
    this.#current = first;
  }

  request(clientId: string, route: unknown, input: unknown): ReturnType<Core['request']> {
    return this.#current.request(clientId, route, input);
  }

  onEvent(deliver: Deliver): () => void {
    this.#deliveries.add(deliver);
    return () => this.#deliveries.delete(deliver);
  }

  dropClient(clientId: string): void {
    this.#current.dropClient(clientId);
  }

  /** From now on `next` answers, and every page is told to ask for everything anew. */
  giveWayTo(next: Core): void {
    this.#current = next;
    next.onEvent((...event) => this.#deliver(...event));
    this.#deliver(null, 'app.reopened', null);
  }

  async close(): Promise<void> {
    const closing = this.#current;
    await closing.close();
    // It may have given way while it closed.
    if (this.#current !== closing) await this.close();
  }

  #deliver(...event: Parameters<Deliver>): void {
    for (const deliver of this.#deliveries) deliver(...event);
  }
}
