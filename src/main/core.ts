import type { Result } from '#shared/errors.ts';

/** Everything a host needs of Keywell: it carries requests in, events out, and says when a client is gone. */
export interface Core {
  /** Never rejects. `route` and `input` are whatever came over the wire. */
  request(clientId: string, route: unknown, input: unknown): Promise<Result<unknown>>;
  /** `clientId` null: for every client. */
  onEvent(deliver: (clientId: string | null, event: string, payload: unknown) => void): () => void;
  /** A window closed or navigated, or a web client was lost: its runs are cancelled. */
  dropClient(clientId: string): void;
  /** Cancels what runs, writes what is pending, lets go of the data folder. */
  close(): Promise<void>;
}
