import type { WebContents } from 'electron';
import { eventChannel } from '#shared/ipc/channels.ts';

interface WindowClient {
  readonly contents: WebContents;
  readonly clientId: string;
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

  /** @param clientId null: every client */
  deliver(clientId: string | null, event: string, payload: unknown): void {
    for (const client of this.#byContents.values()) {
      if (clientId !== null && client.clientId !== clientId) continue;
      if (!client.contents.isDestroyed()) client.contents.send(eventChannel, event, payload);
    }
  }

  #renew(contents: WebContents): void {
    this.#forget(contents.id);
    const clientId = `${contents.id}.${++this.#pageLoads}`;
    this.#byContents.set(contents.id, { contents, clientId });
  }

  #forget(contentsId: number): void {
    const client = this.#byContents.get(contentsId);
    this.#byContents.delete(contentsId);
    if (client !== undefined) this.#onGone(client.clientId);
  }
}
