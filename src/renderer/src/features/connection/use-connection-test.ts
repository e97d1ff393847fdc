import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConnectionTest } from '#shared/domain/connection-test.ts';
import { request, sentenceOf } from '../../api/client.ts';

type Test =
  | { readonly state: 'under-way' }
  | { readonly state: 'over'; readonly result: ConnectionTest }
  /** It could not even begin. */
  | { readonly state: 'refused'; readonly reason: string };

/**
 * Tests the connection of a configuration, from when the dialog opens: whoever opened it asked for a test. Closing
 * the dialog cancels what is under way.
 */
export function useConnectionTest(
  configurationId: string,
  opened: boolean,
): {
  readonly test: Test;
  again(): void;
  /** The test then ends by itself, with what it had found out. */
  cancel(): void;
} {
  const [test, setTest] = useState<Test>({ state: 'under-way' });
  const currentId = useRef<string | null>(null);

  const cancel = useCallback(() => {
    const testId = currentId.current;
    // The test itself says how it ended.
    if (testId !== null) request('connection.cancel', { testId }).catch(() => {});
  }, []);

  const again = useCallback(() => {
    const testId = crypto.randomUUID();
    currentId.current = testId;
    setTest({ state: 'under-way' });
    const ended = (how: Test) => {
      if (currentId.current !== testId) return;
      currentId.current = null;
      setTest(how);
    };
    request('connection.test', { testId, configurationId }).then(
      (result) => ended({ state: 'over', result }),
      (error) => ended({ state: 'refused', reason: sentenceOf(error) }),
    );
  }, [configurationId]);

  useEffect(() => {
    if (!opened) return;
    again();
    return cancel;
  }, [opened, again, cancel]);

  return { test, again, cancel };
}
