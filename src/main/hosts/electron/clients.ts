import type { WebContents } from 'electron';
import { eventChannel } from '#shared/ipc/channels.ts';
import type { EventMap, EventName } from '#shared/ipc/events.ts';

interface WindowClient {
  readonly contents: WebContents;
  readonly clientId: string;
  /** What its page is to hear once it listens; null when it does. */
  waiting: (() => void)[] | null;
}

/** The pages in our windows. Each page load is a client of its own; what came before it in the window is gone. */
export class Clients {
  readonly #byContents = new Map<number, WindowClient>();
  readonly #onGone: (clientId: string) => void;
  #pageLoads = 0;

  constructor(onGone: (clientId: string) => void) {
    this.#onGone = onGone;
  }

  /** Makes the pages of a window known. */
  add(contents: WebContents): void {
    const { id } = contents;
    this.#renew(contents);
    contents.on('did-navigate', () => this.#renew(contents));
    contents.on('render-process-gone', () => this.#renew(contents));
    contents.on('destroyed', () => this.#forget(id));
  }

  /** The client now in a window; null for a window that is not ours. */
  idOf(contents: WebContents): string | null {
    return this.#byContents.get(contents.id)?.clientId ?? null;
  }

  /** The page of a window has asked for something, so it listens by now. */
  asked(contents: WebContents): void {
    const client = this.#byContents.get(contents.id);
    const waiting = client?.waiting ?? [];
    if (client !== undefined) client.waiting = null;
    for (const send of waiting) send();
  }

  /** @param clientId null: every client */
  deliver(clientId: string | null, event: string, payload: unknown): void {
    for (const client of this.#byContents.values()) {
      if (clientId === null || client.clientId === clientId) send(client.contents, event, payload);
    }
  }

  /** Tells the page of one window, as soon as it listens: the one that is there, or the next that is loaded. */
  tell<E extends EventName>(contents: WebContents, event: E, payload: EventMap[E]): void {
    const client = this.#byContents.get(contents.id);
    if (client?.waiting) client.waiting.push(() => send(contents, event, payload));
    else send(contents, event, payload);
  }

  #renew(contents: WebContents): void {
    const waiting = this.#byContents.get(contents.id)?.waiting ?? [];
    this.#forget(contents.id);
    const clientId = `${contents.id}.${++this.#pageLoads}`;
    this.#byContents.set(contents.id, { contents, clientId, waiting });
  }

  #forget(contentsId: number): void {
    const client = this.#byContents.get(contentsId);
    this.#byContents.delete(contentsId);
    if (client !== undefined) this.#onGone(client.clientId);
  }
}

function send(contents: WebContents, event: string, payload: unknown): void {
  if (!contents.isDestroyed()) contents.send(eventChannel, event, payload);
}
