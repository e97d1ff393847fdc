import path from 'node:path';
import { createLog, type Log } from './log.ts';
import { LogFiles } from './log-files.ts';

export interface EntryLog {
  readonly log: Log;
  readonly logFiles: LogFiles;
}

/**
 * The log of a host, in the data folder. Whoever started Keywell from a terminal is told of what went wrong, and not of
 * what went well.
 *
 * @param print takes text with its line breaks
 */
export function createEntryLog(dataFolder: string, print: (text: string) => unknown): EntryLog {
  const logFiles = new LogFiles({ folder: path.join(dataFolder, 'logs') });
  const logs = [
    createLog({ write: (line) => logFiles.write(line) }),
    createLog({ write: (line) => void print(`${line}\n`), level: 'warn' }),
  ];
  const all =
    (level: keyof Log): Log[keyof Log] =>
    (message, details) => {
      for (const log of logs) log[level](message, details);
    };
  return {
    log: { debug: all('debug'), info: all('info'), warn: all('warn'), error: all('error') },
    logFiles,
  };
}
