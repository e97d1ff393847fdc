import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '#shared/errors.ts';

/** Longer than any event of a sane stream, in bytes: parsers keep an unfinished line in memory. */
const longestLine = 16 * 1024 * 1024;
const newline = 0x0a;
/**
 * How long a server may take to end its response after its last word, in milliseconds. Most do at once, and their
 * connection then serves the next run; some keep it open.
 */
export const lingerMs = 200;

type Reader = ReadableStreamDefaultReader<Uint8Array>;
type Read = Awaited<ReturnType<Reader['read']>>;

/**
 * `body` as it comes, chunk by chunk and only as fast as it is read. A failure of the connection is replaced by what
 * `failure` makes of it; a line without end is `answer-malformed`.
 *
 * @param onChunk returns whether the last word was in the chunk: what follows it may fail or be late without harm
 */
export function guardedBody(
  body: ReadableStream<Uint8Array>,
  failure: (error: unknown) => unknown,
  onChunk: (chunk: Uint8Array) => boolean = () => false,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let lineLength = 0;
  let ending = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = ending
          ? await endOf(reader)
          : await reader.read().catch((error: unknown) => {
              throw failure(error);
            });
        if (done) {
          controller.close();
          return;
        }
        const lastBreak = value.lastIndexOf(newline);
        lineLength = lastBreak < 0 ? lineLength + value.length : value.length - lastBreak - 1;
        if (lineLength > longestLine) {
          await reader.cancel();
          throw new AppError(
            'answer-malformed',
            'The answer held a line too long to be a model’s.',
          );
        }
        ending = onChunk(value);
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

/** What follows the last word, for as long as a server may linger; the end after that, and in place of a failure. */
async function endOf(reader: Reader): Promise<Read> {
  const ended: Read = { done: true, value: undefined };
  const waiting = new AbortController();
  const late = pause(lingerMs, ended, { signal: waiting.signal });
  const read = await Promise.race([reader.read(), late]).catch(() => ended);
  waiting.abort();
  late.catch(() => undefined);
  if (read === ended) void reader.cancel().catch(() => undefined);
  return read;
}
