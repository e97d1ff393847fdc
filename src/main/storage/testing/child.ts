import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Starts one of the programs beside this file in a Node of its own. */
export function startChild(
  program: 'hold-lock' | 'database-loop',
  ...options: string[]
): ChildProcessWithoutNullStreams {
  const file = fileURLToPath(new URL(`./${program}.child.ts`, import.meta.url));
  return spawn(process.execPath, [file, ...options]);
}

/** The next piece of what it prints. */
export async function output(child: ChildProcessWithoutNullStreams): Promise<string> {
  const [chunk] = await once(child.stdout, 'data');
  return String(chunk);
}

/** Kills it as a crash or an impatient person would, and waits until it is gone. */
export async function kill(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}
