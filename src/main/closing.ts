import type { Core } from './core.ts';
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
