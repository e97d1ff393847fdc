import { setTimeout as pause } from 'node:timers/promises';

/** Text in pieces of about a token: a word or part of one, with the white space before it. */
export function tokensOf(text: string): readonly string[] {
  return text.match(/\s*[^\s]{1,6}|\s+$/g) ?? [];
}

/**
 * Yields `tokens` at a steady rate, after a first pause as of a model that reads the prompt. What a late timer has
 * cost is made up for, so that the rate holds on average.
 *
 * @param perSecond tokens a second
 * @param firstMs until the first token, in milliseconds
 */
export async function* steadily<T>(
  tokens: Iterable<T>,
  perSecond: number,
  firstMs: number,
  signal: AbortSignal,
): AsyncGenerator<T> {
  let due = performance.now() + firstMs;
  for (const token of tokens) {
    const wait = due - performance.now();
    if (wait > 0) await pause(wait, undefined, { signal });
    signal.throwIfAborted();
    yield token;
    due += 1_000 / perSecond;
  }
}

/** A streamed response of the chunks that `chunks` yields. */
export function streamedResponse(chunks: AsyncGenerator<string>, contentType: string): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
  return new Response(body, { headers: { 'content-type': contentType } });
}
