import type { AppError } from '#shared/errors.ts';
import { unreadable } from './generation-call.ts';
import { nameOf, type ProviderCall } from './provider-call.ts';
import { failureInStream } from './provider-errors.ts';

const newline = 0x0a;

/** What is made of a line that is no JSON object, and of one in which the server reports a failure. */
interface LineFailures {
  readonly unreadable: (call: ProviderCall) => AppError;
  readonly reported: (call: ProviderCall, line: object) => AppError;
}

const answerFailures: LineFailures = {
  unreadable: (call) => unreadable(nameOf(call)),
  reported: failureInStream,
};

/**
 * Lets whole lines of Ollama's stream through once they are known to be JSON objects, and ends the stream with an
 * `AppError` otherwise: the `ollama` package prints a line it cannot parse, answer and all, and goes on without it.
 */
export function checkedLines(
  call: ProviderCall,
  failures: LineFailures = answerFailures,
): TransformStream<Uint8Array, Uint8Array> {
  let pending: Uint8Array[] = [];
  const release = (
    last: Uint8Array,
    controller: TransformStreamDefaultController<Uint8Array>,
  ): void => {
    const line = Buffer.concat([...pending, last]);
    pending = [];
    const text = line.toString('utf8').trim();
    if (text === '') return;
    check(text, call, failures);
    controller.enqueue(Buffer.concat([line, Buffer.of(newline)]));
  };
  return new TransformStream({
    transform(chunk, controller) {
      let start = 0;
      for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
        release(chunk.subarray(start, end), controller);
        start = end + 1;
      }
      if (start < chunk.length) pending.push(chunk.subarray(start));
    },
    flush(controller) {
      const rest = Buffer.concat(pending).toString('utf8').trim();
      if (isWhole(rest)) release(new Uint8Array(), controller);
      // A line that the connection broke in two is an early end, which the package notices by itself.
      else if (rest !== '' && !rest.startsWith('{')) throw failures.unreadable(call);
    },
  });
}

function check(text: string, call: ProviderCall, { unreadable, reported }: LineFailures): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable(call);
  }
  if (typeof value !== 'object' || value === null) throw unreadable(call);
  if ('error' in value) throw reported(call, value);
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
