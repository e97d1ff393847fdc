import { loggable, loggableText } from './loggable.ts';

type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Says what happened. Never throws; nothing goes out unredacted. */
export type Log = Readonly<
  Record<LogLevel, (message: string, details?: Readonly<Record<string, unknown>>) => void>
>;

interface LogOptions {
  /** Takes one line, without its line break. */
  readonly write: (line: string) => void;
  /** The least serious level that is written. */
  readonly level?: LogLevel;
  readonly now?: () => Date;
}

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** A log of one JSON object a line: `time`, `level`, `message`, and the details given. */
export function createLog({ write, level = 'info', now = () => new Date() }: LogOptions): Log {
  const entry =
    (own: LogLevel): Log[LogLevel] =>
    (message, details) => {
      if (levels.indexOf(own) < levels.indexOf(level)) return;
      try {
        const time = now().toISOString();
        write(
          JSON.stringify({
            time,
            level: own,
            message: loggableText(message),
            ...asDetails(details),
          }),
        );
      } catch {
        // A log that cannot be written must not stop what it was to tell of.
      }
    };
  return { debug: entry('debug'), info: entry('info'), warn: entry('warn'), error: entry('error') };
}

function asDetails(details: Readonly<Record<string, unknown>> | undefined): object {
  if (details === undefined) return {};
  try {
    return { details: loggable(details) };
  } catch {
    return { details: '[unreadable]' };
  }
}
