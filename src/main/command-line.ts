import { resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { AppError } from '#shared/errors.ts';

export interface StartOptions {
  /** Absolute; undefined: the operating system's usual place. */
  readonly dataFolder: string | undefined;
  /** Of the web host; 0: any free one. */
  readonly port: number;
  readonly openBrowser: boolean;
  readonly demo: boolean;
}

const flags = {
  'data-dir': { type: 'string' },
  port: { type: 'string', default: '0' },
  'no-open': { type: 'boolean', default: false },
  demo: { type: 'boolean', default: false },
  /** Understood, and already decided by whoever started this host. */
  web: { type: 'boolean', default: false },
} as const satisfies ParseArgsConfig['options'];

/**
 * Reads the flags that both hosts understand. `--data-dir` goes before `KEYWELL_DATA_DIR`.
 * Throws `invalid-input` for a flag that is unknown or has no usable value.
 */
export function readOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): StartOptions {
  const { values } = parsed(args);
  const folder = values['data-dir'] ?? environment.KEYWELL_DATA_DIR;
  return {
    dataFolder: folder === undefined || folder === '' ? undefined : resolve(folder),
    port: portFrom(values.port),
    openBrowser: !values['no-open'],
    demo: values.demo,
  };
}

/** Only what follows is ours in Electron's arguments, which hold its own and Chromium's switches as well. */
export function ownArguments(args: readonly string[]): readonly string[] {
  return args.filter((argument, index) => {
    const name = /^--([a-z-]+)/.exec(argument)?.[1];
    const before = args[index - 1];
    const isValue = before === '--data-dir' || before === '--port';
    return isValue || (name !== undefined && Object.hasOwn(flags, name));
  });
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags });
  } catch (error) {
    throw new AppError('invalid-input', error instanceof Error ? error.message : 'Unknown option.');
  }
}

function portFrom(value: string): number {
  const port = Number(value);
  if (/^\d{1,5}$/.test(value) && port <= 65_535) return port;
  throw new AppError('invalid-input', `--port takes a number from 0 to 65535, not "${value}".`);
}
