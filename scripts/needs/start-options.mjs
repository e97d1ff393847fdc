import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm start -- [--web] [--port N] [--no-open] [--data-dir DIR] [--demo]

  --web           open in the browser instead of a window
  --port N        the browser's port, 0 to 65535; 0, the default, takes any free one
  --no-open       print the address and open nothing
  --data-dir DIR  keep everything in DIR
  --demo          add simulated providers`;

/**
 * @param {readonly string[]} args
 * @param {string} folder what a relative --data-dir is relative to
 * @returns {{ web: boolean, forHost: string[] } | { mistake: string }} forHost: the flags the host is started with
 */
export function readStartOptions(args, folder) {
  const parsed = parse(args);
  if ('mistake' in parsed) return parsed;
  const { web, port, 'no-open': noOpen, 'data-dir': dataDir, demo } = parsed.values;
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    return { mistake: `--port takes a number from 0 to 65535, not "${port}".` };
  }
  if (dataDir === '') return { mistake: '--data-dir takes a folder.' };
  const forHost = [];
  if (port !== undefined) forHost.push('--port', port);
  if (noOpen) forHost.push('--no-open');
  if (dataDir !== undefined) forHost.push('--data-dir', resolve(folder, dataDir));
  if (demo) forHost.push('--demo');
  return { web: web === true, forHost };
}

function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        web: { type: 'boolean' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        'data-dir': { type: 'string' },
        demo: { type: 'boolean' },
      },
    });
  } catch (error) {
    // Its first sentence names the flag; the rest is about escaping dashes.
    return { mistake: `${error.message.split(/\. |\n/)[0].replace(/\.$/, '')}.` };
  }
}
