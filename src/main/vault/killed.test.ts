import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { type Change, type Finding, possibleStates, stateAfter } from './testing/key-changes.ts';
import { Keyring, keyringMissing } from './testing/keyring.ts';

const missing = keyringMissing();
const script = fileURLToPath(new URL('./testing/key-changes.child.ts', import.meta.url));
const kills = 150;
/** Longer than a few changes take, in milliseconds. */
const longestLife = 60;

interface Life {
  readonly finding: Finding;
  /** What it was doing when it was killed. */
  readonly underWay: Change | null;
  readonly state: Finding['keys'];
}

/** Lets the program change keys for a moment, then kills it. */
async function live(
  env: NodeJS.ProcessEnv,
  dataFolder: string,
  known: Iterable<string>,
): Promise<Life> {
  const child = spawn(process.execPath, [script, dataFolder, ...known], {
    env: {
      ...env,
      ELECTRON_OVERRIDE_DIST_PATH: process.env.ELECTRON_OVERRIDE_DIST_PATH,
      NODE_COMPILE_CACHE: join(dataFolder, 'compiled'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  let finding: Finding | null = null;
  let state: Finding['keys'] = {};
  let underWay: Change | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    const value = JSON.parse(line.slice(line.indexOf(' ')));
    if (line.startsWith('found')) {
      finding = value;
      state = value.keys;
      setTimeout(() => child.kill('SIGKILL'), Math.random() * longestLife);
    } else if (line.startsWith('begins')) {
      underWay = value;
    } else if (underWay !== null) {
      state = stateAfter(state, underWay, value);
      underWay = null;
    }
  }
  await closed;
  if (finding === null) throw new Error('Keywell did not open.');
  return { finding, underWay, state };
}

it.skipIf(missing !== null)(
  `opens after each of ${kills} kills with keychain and record in agreement${missing === null ? '' : `: ${missing}`}`,
  { timeout: 240_000 },
  async () => {
    const keyring = new Keyring();
    const dataFolder = mkdtempSync(join(tmpdir(), 'keywell-killed-'));
    try {
      await keyring.startBus();
      await keyring.start();
      const known = new Set<string>();
      let before: Life | null = null;
      let cutShort = 0;
      for (let kill = 0; kill <= kills; kill += 1) {
        const life = await live(keyring.env, dataFolder, known);
        expect(life.finding.strays).toEqual([]);
        expect(life.finding.noted.length > 0).toBe(life.finding.unfinished > 0);
        if (before !== null) expectOneOf(life.finding.keys, before);
        cutShort += life.finding.unfinished;
        for (const id of [...Object.keys(life.finding.keys), ...Object.keys(life.state)]) {
          known.add(id);
        }
        before = life;
      }
      // Otherwise nothing was seen of what this is about.
      expect(cutShort).toBeGreaterThan(0);
    } finally {
      await keyring.dispose();
      rmSync(dataFolder, { recursive: true, force: true });
    }
  },
);

/** What is found is what the killed one left: as before the change it was making, or as after it. */
function expectOneOf(found: Finding['keys'], { state, underWay }: Life): void {
  const told = Object.fromEntries(
    Object.entries(found).filter(([id]) => underWay?.kind !== 'create' || id in state),
  );
  expect(possibleStates(state, underWay)).toContainEqual(told);
}
