import type { EventMap, EventName } from '#shared/ipc/events.ts';

/**
 * How services announce what happened. A host delivers: to every client, or to the one named.
 * Emitting never throws and never waits.
 */
export interface EventSink {
  broadcast<E extends EventName>(event: E, payload: EventMap[E]): void;
  send<E extends EventName>(clientId: string, event: E, payload: EventMap[E]): void;
}
