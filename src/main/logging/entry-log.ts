import path from 'node:path';
import { createLog, type Log } from './log.ts';
import { LogFiles } from './log-files.ts';

export interface EntryLog {
  readonly log: Log;
  readonly logFiles: LogFiles;
}

/** The log of a host: what is written goes to the data folder, and to whoever started Keywell from a terminal. */
export function createEntryLog(dataFolder: string, print: (line: string) => unknown): EntryLog {
  const logFiles = new LogFiles({ folder: path.join(dataFolder, 'logs') });
  const log = createLog({
    write(line) {
      print(`${line}\n`);
      logFiles.write(line);
    },
  });
  return { log, logFiles };
}
