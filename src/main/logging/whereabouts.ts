import { AppError } from '#shared/errors.ts';

/** A line of a stack, as V8 writes it: a place in a file, or inside Node. */
const frame = /^\s+at .*(?::\d+:\d+|<anonymous>|native)\)?$/;
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
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const isPlain = code !== undefined && /^[\w-]{1,60}$/.test(code);
  return {
    kind: error.constructor.name,
    ...((error instanceof AppError || isPlain) && code !== undefined && { code }),
    frames: lines
      .filter((line) => frame.test(line))
      .slice(0, maxFrames)
      .map((line) => line.trim()),
  };
}
