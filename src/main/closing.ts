import type { Core } from './core.ts';
import type { Log } from './logging/log.ts';
import { whereabouts } from './logging/whereabouts.ts';
import type { DataFolderLock } from './storage/data-folder-lock.ts';

/** Takes every step, though one should fail; rejects with the first failure. */
export async function inTurn(steps: readonly (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** The same core, which lets go of the data folder in the end, however its closing goes. */
export function releasing(core: Core, lock: DataFolderLock): Core {
  return {
    request: (...request) => core.request(...request),
    onEvent: (deliver) => core.onEvent(deliver),
    dropClient: (clientId) => core.dropClient(clientId),
    close: () => core.close().finally(() => lock.release()),
  };
}

/**
 * How long closing may take. A keychain prompt that nobody sees, or a disk that hangs, would otherwise keep Keywell
 * running without a window, and the data folder with it, for good. What was written before is whole at any moment,
 * since every write is atomic; what is lost is the news of the last seconds.
 */
const patienceMs = 10_000;

/** Closes the core, as far as it can be done in time. Never rejects. */
export async function closeInTime(
  core: Pick<Core, 'close'>,
  log: Pick<Log, 'info' | 'error'>,
): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    log.error('Keywell did not close in time and left all the same.');
    resolve();
  }, patienceMs);
  const closing = core.close().then(
    () => log.info('Keywell has closed.'),
    (error: unknown) => log.error('Keywell did not close cleanly.', { ...whereabouts(error) }),
  );
  await Promise.race([closing, late]);
  clearTimeout(timer);
}
