import type { EventMap, EventName } from '#shared/ipc/events.ts';
import type { Core } from './core.ts';
import type { EventSink } from './events.ts';

type Deliver = Parameters<Core['onEvent']>[0];

/** Hands what services announce to whoever carries it to clients. */
export class EventHub implements EventSink {
  readonly #deliveries = new Set<Deliver>();

  broadcast<E extends EventName>(event: E, payload: EventMap[E]): void {
    for (const deliver of this.#deliveries) deliver(null, event, payload);
  }

  send<E extends EventName>(clientId: string, event: E, payload: EventMap[E]): void {
    for (const deliver of this.#deliveries) deliver(clientId, event, payload);
  }

  onEvent(deliver: Deliver): () => void {
    this.#deliveries.add(deliver);
    return () => this.#deliveries.delete(deliver);
  }
}
