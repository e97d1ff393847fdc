import type { Page } from '@playwright/test';
import type { Result } from '#shared/errors.ts';

/** Keywell as it runs, whichever host carries it. */
export interface AppWindow {
  readonly page: Page;
  /** Every message that main has sent to the page so far: answers and events, as text. */
  received(): Promise<string>;
  /** Asks main what the page could ask, over the page's own wire. */
  request(route: string, input: unknown): Promise<Result<unknown>>;
  /** Ends Keywell in the orderly way, and closes its page. */
  stop(): Promise<void>;
  /** Ends Keywell without giving it a chance, and closes its page. */
  kill(): Promise<void>;
}
