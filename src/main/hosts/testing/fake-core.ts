import type { Result } from '#shared/errors.ts';
import type { Core } from '../../core.ts';

type Deliver = Parameters<Core['onEvent']>[0];

interface CoreRequest {
  readonly clientId: string;
  readonly route: unknown;
  readonly input: unknown;
}

/** A core that answers as it is told, and remembers what a host asked of it. */
export class FakeCore implements Core {
  readonly requests: CoreRequest[] = [];
  readonly dropped: string[] = [];
  closed = false;
  answer: (request: CoreRequest) => Result<unknown> | Promise<Result<unknown>> = ({ input }) => ({
    ok: true,
    data: input,
  });
  readonly #deliveries = new Set<Deliver>();
  readonly #dropWaiters: (() => void)[] = [];

  async request(clientId: string, route: unknown, input: unknown): Promise<Result<unknown>> {
    const request = { clientId, route, input };
    this.requests.push(request);
    return this.answer(request);
  }

  onEvent(deliver: Deliver): () => void {
    this.#deliveries.add(deliver);
    return () => this.#deliveries.delete(deliver);
  }

  dropClient(clientId: string): void {
    this.dropped.push(clientId);
    for (const resolve of this.#dropWaiters.splice(0)) resolve();
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  /** Announces, as the services would; `clientId` null for everybody. */
  emit(clientId: string | null, event: string, payload: unknown): void {
    for (const deliver of this.#deliveries) deliver(clientId, event, payload);
  }

  async untilDropped(clientId: string): Promise<void> {
    while (!this.dropped.includes(clientId))
      await new Promise<void>((resolve) => this.#dropWaiters.push(resolve));
  }
}
