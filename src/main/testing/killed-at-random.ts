import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { bundledProgram } from './bundled-program.ts';

/**
 * Starts the program with these options, kills it as a crash does, at a random moment within `longestMs` after it first
 * said something, and gives the lines that it said until then.
 */
type Live = (options: readonly string[], longestMs: number) => Promise<readonly string[]>;

/**
 * Runs several lanes at once in which a program is killed time after time, each with a folder of its own, and takes
 * their folders away. Rejects with the failure of one of them.
 */
export async function killedInLanes<T>(
  program: URL,
  lanes: number,
  lane: (folder: string, live: Live) => Promise<T>,
): Promise<readonly T[]> {
  const parent = mkdtempSync(path.join(tmpdir(), 'keywell-killed-'));
  const file = await bundledProgram(program, parent);
  const running = Array.from({ length: lanes }, (_, index) => {
    const folder = path.join(parent, `${index}`);
    mkdirSync(folder);
    return lane(folder, (options, longestMs) => killedAtRandom([file, ...options], longestMs));
  });
  await Promise.allSettled(running);
  rmSync(parent, { recursive: true, force: true });
  return Promise.all(running);
}

async function killedAtRandom(
  args: readonly string[],
  longestMs: number,
): Promise<readonly string[]> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await Promise.race([once(child.stdout, 'data'), closed]);
  await setTimeout(Math.random() * longestMs);
  child.kill('SIGKILL');
  await closed;
  // A line that was cut off was not said.
  return said.split('\n').slice(0, -1);
}
