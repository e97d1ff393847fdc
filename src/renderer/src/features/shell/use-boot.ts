import { useCallback, useEffect, useState } from 'react';
import { sentenceOf } from '../../api/client.ts';
import { useApp } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';

export type Boot =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready' }
  | { readonly phase: 'failed'; readonly sentence: string; readonly retry: () => void };

/** Long enough for a slow disk; a person waits no longer for a sentence. */
const patienceMs = 15_000;

/**
 * Loads what every page needs, or where the registry cannot be read, what the way out of that needs. The outcome also stands on `<html data-app-state>`, for whoever waits for the
 * window from outside.
 */
export function useBoot(): Boot {
  const [boot, setBoot] = useState<Boot>({ phase: 'loading' });

  const start = useCallback(() => {
    setBoot({ phase: 'loading' });
    loadEverything().then(
      () => setBoot({ phase: 'ready' }),
      (error: unknown) =>
        setBoot({ phase: 'failed', sentence: sentenceOf(error), retry: () => start() }),
    );
  }, []);

  useEffect(start, [start]);
  useEffect(() => {
    document.documentElement.dataset.appState = boot.phase;
  }, [boot.phase]);

  return boot;
}

async function loadEverything(): Promise<void> {
  await within(patienceMs, useApp.getState().load());
  const { info, checkVault } = useApp.getState();
  if (info?.recovery) return;
  // How the keychain is may take a while to find out, and no page needs it to open.
  checkVault().catch(() => undefined);
  await within(patienceMs, useConfigurations.getState().load());
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () =>
      reject(new Error('Keywell does not answer. Close it, start it again, and try once more.')),
    ms,
  );
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
