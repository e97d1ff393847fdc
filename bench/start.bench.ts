/**
 * How long a start takes: from `npm start` on a built tree to the ready line of the web host, beside a bare start
 * of Node and the host without the start script, taken in turns in the same run.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const rounds = 5;
const readyLine = 'Keywell is ready: ';
const root = join(import.meta.dirname, '..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Each start finds a new data folder, as a first start does. */
function hostArguments(dataFolder: string): readonly string[] {
  return ['--web', '--no-open', '--port', '0', '--data-dir', dataFolder];
}

/** Milliseconds until the process ends. */
async function timeBareNode(): Promise<number> {
  const start = performance.now();
  const [code] = await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  if (code !== 0) throw new Error('Node itself does not start.');
  return performance.now() - start;
}

/** Milliseconds until the ready line. Stops what it started. */
async function timeUntilReady(command: string, args: readonly string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(command, args, {
    cwd: root,
    detached: true,
    env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: join(root, 'node_modules/electron/dist') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith(readyLine)) return performance.now() - start;
    }
    throw new Error(`${command} ended without becoming ready.`);
  } finally {
    await stop(child);
  }
}

/** npm runs the host as a grandchild: the whole group goes. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await ended;
}

async function inNewFolder<T>(use: (dataFolder: string) => Promise<T>): Promise<T> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'keywell-bench-'));
  try {
    return await use(dataFolder);
  } finally {
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const bare: number[] = [];
const host: number[] = [];
const start: number[] = [];
for (let round = 0; round < rounds; round++) {
  bare.push(await timeBareNode());
  host.push(
    await inNewFolder((folder) =>
      timeUntilReady(process.execPath, [join(root, 'out/main/web.js'), ...hostArguments(folder)]),
    ),
  );
  start.push(
    await inNewFolder((folder) =>
      timeUntilReady(npm, ['start', '--silent', '--', ...hostArguments(folder)]),
    ),
  );
}

const reference = median(bare);
for (const [name, values] of Object.entries({
  'bare node': bare,
  'web host': host,
  'npm start': start,
})) {
  const time = median(values);
  console.log(
    `start: ${name.padEnd(9)} ${time.toFixed(0).padStart(5)} ms, ratio ${(time / reference).toFixed(1)} (median of ${rounds})`,
  );
}
