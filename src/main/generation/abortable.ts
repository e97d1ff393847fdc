/**
 * Iterates `source` until `signal` fires, and then throws its reason at once, whether or not the source follows. The
 * source is told to end in any case.
 */
export async function* abortable<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  signal.throwIfAborted();
  const iterator = source[Symbol.asyncIterator]();
  let interrupt: (reason: unknown) => void = () => undefined;
  const onAbort = () => interrupt(signal.reason);
  signal.addEventListener('abort', onAbort);
  try {
    for (;;) {
      const step = await new Promise<IteratorResult<T>>((resolve, reject) => {
        // One promise a step: racing each against one that lasts as long as the run would pile up reactions on it.
        interrupt = reject;
        if (signal.aborted) reject(signal.reason);
        iterator.next().then(resolve, reject);
      });
      if (step.done) return;
      yield step.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Not awaited: a source that hangs must not hold up the end of the run.
    iterator.return?.().catch(() => undefined);
  }
}
