import type { Result } from '../errors.ts';

/**
 * The whole surface between renderer and main. Electron's preload exposes it as `window.keywell`; the web host's
 * client implements it over HTTP.
 */
export interface Bridge {
  /** Never rejects. */
  request(route: string, input: unknown): Promise<Result<unknown>>;
  /** Calls `listener` with each event's payload until the returned function is called. */
  on(event: string, listener: (payload: unknown) => void): () => void;
}
