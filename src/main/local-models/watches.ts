import type { ServerAddress } from '#shared/domain/local-server.ts';
import { ServerWatch, type ServerWatchDependencies } from './server-watch.ts';

/** Who watches which server. One that nobody watches is not looked at. */
export class Watches {
  readonly #deps: ServerWatchDependencies;
  /** By the configuration that leads to the server. */
  readonly #watches = new Map<string | null, ServerWatch>();

  constructor(deps: ServerWatchDependencies) {
    this.#deps = deps;
  }

  /** Throws `not-found` where nothing leads to the server. */
  watch(address: ServerAddress, clientId: string): void {
    this.#deps.servers.baseUrl(address);
    const { configurationId } = address;
    const watch = this.#watches.get(configurationId) ?? new ServerWatch(address, this.#deps);
    this.#watches.set(configurationId, watch);
    watch.add(clientId);
  }

  unwatch({ configurationId }: ServerAddress, clientId: string): void {
    const watch = this.#watches.get(configurationId);
    watch?.remove(clientId);
    this.#endUnwatched();
  }

  /** The client is gone. */
  forget(clientId: string): void {
    for (const watch of this.#watches.values()) watch.remove(clientId);
    this.#endUnwatched();
  }

  /** Something has changed at a server: who watches it need not wait for the next look. */
  lookAt(baseUrl: string): void {
    for (const [configurationId, watch] of this.#watches) {
      if (this.#leadsTo(configurationId, baseUrl)) watch.lookNow();
    }
  }

  close(): void {
    for (const watch of this.#watches.values()) watch.end();
    this.#watches.clear();
  }

  #leadsTo(configurationId: string | null, baseUrl: string): boolean {
    const { servers } = this.#deps;
    try {
      return servers.areSame(servers.baseUrl({ configurationId }), baseUrl);
    } catch {
      return false;
    }
  }

  #endUnwatched(): void {
    for (const [configurationId, watch] of this.#watches) {
      if (watch.isWatched) continue;
      watch.end();
      this.#watches.delete(configurationId);
    }
  }
}
