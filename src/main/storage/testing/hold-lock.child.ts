/** Takes the lock of a data folder, says `locked` or the code of the refusal, and stays until its input ends. */
import { writeSync } from 'node:fs';
import { AppError } from '#shared/errors.ts';
import { lockDataFolder } from '../data-folder-lock.ts';

const [dataFolder = ''] = process.argv.slice(2);
try {
  lockDataFolder(dataFolder, { host: 'web' });
  writeSync(1, 'locked\n');
} catch (error) {
  writeSync(1, `${error instanceof AppError ? error.code : String(error)}\n`);
}
process.stdin.resume();
