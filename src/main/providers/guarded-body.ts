import { AppError } from '#shared/errors.ts';

/** Longer than any event of a sane stream, in bytes: parsers keep an unfinished line in memory. */
const longestLine = 16 * 1024 * 1024;
const newline = 0x0a;

/**
 * `body` as it comes, chunk by chunk and only as fast as it is read. A failure of the connection is replaced by what
 * `failure` makes of it; a line without end is `answer-malformed`.
 */
export function guardedBody(
  body: ReadableStream<Uint8Array>,
  failure: (error: unknown) => unknown,
  onChunk: (chunk: Uint8Array) => void = () => undefined,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let lineLength = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read().catch((error: unknown) => {
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
        onChunk(value);
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
