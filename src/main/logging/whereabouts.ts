import { AppError } from '#shared/errors.ts';

/** A line of a stack, as V8 writes it: a place in a file, or inside Node. */
const frame = /^\s+at .*(?::\d+:\d+|<anonymous>|native)\)?$/;
/** As Node and the operating system name errors: `ENOSPC`, `ERR_INVALID_ARG_TYPE`. */
const nodeCode = /^E[A-Z_]{2,40}$/;
const maxFrames = 20;

/** Of an unexpected error what may be logged. */
interface Whereabouts {
  readonly kind: string;
  readonly code?: string;
  readonly frames: readonly string[];
}

/**
 * What an unexpected error was and where it came from, without a word of its message: libraries put into messages what
 * they were given, and that may be a key. Only the sentences of an `AppError` are Keywell's own.
 */
export function whereabouts(error: unknown): Whereabouts {
  if (!(error instanceof Error)) return { kind: typeof error, frames: [] };
  const { name, message, stack = '' } = error;
  const lines = stack.replace(`${name}: ${message}`, '').split('\n');
  const code = 'code' in error ? String(error.code) : '';
  return {
    kind: error.constructor.name,
    ...((error instanceof AppError || nodeCode.test(code)) && { code }),
    frames: lines
      .filter((line) => frame.test(line))
      .slice(0, maxFrames)
      .map((line) => line.trim()),
  };
}
