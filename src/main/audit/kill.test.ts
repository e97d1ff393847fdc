import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { killedInLanes } from '../testing/killed-at-random.ts';
import { createFolderKeychain } from './testing/folder-keychain.ts';
import { openLog } from './testing/open-log.ts';

const program = new URL('./testing/append-loop.child.ts', import.meta.url);
const lanes = 3;
const killsPerLane = 50;
/** Small enough that files are rotated now and then. */
const maxBytes = 20_000;

it(`is whole after each of ${lanes * killsPerLane} kills`, async () => {
  const written = await killedInLanes(program, lanes, async (folder, live) => {
    const secrets = path.join(folder, 'keychain');
    let known = 0;
    let torn = 0;
    for (let kill = 0; kill < killsPerLane; kill += 1) {
      const said = await live([folder, secrets, String(maxBytes)], 15);
      if (endsTorn(path.join(folder, 'audit.jsonl'))) torn += 1;
      // As a start does, and the first thing that is put on record.
      const { log, verify, query } = openLog(folder, createFolderKeychain(secrets), maxBytes);
      await log.note({ action: 'default.cleared' });
      const repairs = (await query({ action: 'log.repaired' })).records.length;
      const { state, entries } = await verify();
      await log.close();

      expect(state).toBe('intact');
      // A line that was torn off is noted as such, and nothing else is taken for damage.
      expect(repairs).toBe(torn);
      // What was reported is there, and beside it at most the entry that was being written.
      const reported = known + said.length + 1;
      expect([reported, reported + 1]).toContain(entries - repairs);
      known = entries - repairs;
    }
    return known;
  });
  // Otherwise nothing was seen of what this is about.
  for (const entries of written) expect(entries).toBeGreaterThan(2 * killsPerLane);
}, 240_000);

/** It may have been killed between moving a full file aside and beginning the next. */
function endsTorn(file: string): boolean {
  return existsSync(file) && !/(?:^|\n)$/.test(readFileSync(file, 'utf8'));
}
