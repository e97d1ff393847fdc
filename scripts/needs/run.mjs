import { spawn } from 'node:child_process';

/**
 * Runs a program quietly. Never rejects: a program that is not there has status 127, one that overran its time 124.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, timeoutMs?: number }} [options]
 * @returns {Promise<{ status: number, output: string }>} output: what it wrote to either stream, in order
 */
export function run(file, args, { env = process.env, cwd, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const plain = { ...env, NO_COLOR: '1', FORCE_COLOR: undefined };
    const child = spawn(file, args, { env: plain, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let overran = false;
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const timer =
      timeoutMs &&
      setTimeout(() => {
        overran = true;
        child.kill('SIGKILL');
      }, timeoutMs);
    const settle = (status) => {
      clearTimeout(timer);
      resolve({ status, output });
    };
    child.once('error', (error) => {
      output += error.message;
      settle(127);
    });
    child.once('close', (code) => settle(overran ? 124 : (code ?? 1)));
  });
}
