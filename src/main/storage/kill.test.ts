import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { killedInLanes } from '../testing/killed-at-random.ts';
import { lockDataFolder } from './data-folder-lock.ts';
import { createElectronStoreStorage } from './electron-store-storage.ts';
import { backedUpAt } from './kept-backups.ts';
import { RegistryBackups } from './registry-backups.ts';
import { numberedDocument } from './testing/numbered-document.ts';

const program = new URL('./testing/write-loop.child.ts', import.meta.url);
const lanes = 4;
const killsPerLane = 50;

test(`each of ${lanes * killsPerLane} kills leaves the registry as before a write or as after it`, async () => {
  const seen = await killedInLanes(program, lanes, async (folder, live) => {
    createElectronStoreStorage(folder).write(numberedDocument(1));
    let known = 1;
    let cutShort = 0;
    for (let kill = 0; kill < killsPerLane; kill += 1) {
      const said = await live([folder, kill % 4 === 0 ? 'keep' : 'save'], 20);
      if (readdirSync(folder).some((name) => /\.(?:tmp-|before)/.test(name))) cutShort += 1;
      // As a start does.
      const lock = lockDataFolder(folder, { host: 'web' });
      const document = createElectronStoreStorage(folder).read();
      lock.release();

      const found = document?.configurations[0]?.revision ?? 0;
      expect(JSON.stringify(document) === JSON.stringify(numberedDocument(found))).toBe(true);
      expect(Number(said[0])).toBe(known);
      // The write that was reported last, or the one after it.
      const reported = Number(said.at(-1));
      expect([reported, reported + 1]).toContain(found);
      known = found;
    }
    return { cutShort, backups: await backupsIn(folder) };
  });
  for (const { backups } of seen) {
    // Whatever has the name of a backup is a whole one.
    expect(backups.readable).toEqual(backups.present);
  }
  // Otherwise nothing was seen of what this is about.
  expect(seen.some(({ cutShort }) => cutShort > 0)).toBe(true);
  expect(seen.some(({ backups }) => backups.present.length > 0)).toBe(true);
}, 240_000);

async function backupsIn(folder: string) {
  const quiet = { now: () => new Date(), onFailure: () => {} };
  const readable = await new RegistryBackups({ dataFolder: folder, ...quiet }).list();
  const present = readdirSync(path.join(folder, 'backups'));
  return {
    present: present.filter((name) => backedUpAt(name) !== null).toSorted(),
    readable: readable.map(({ name }) => name).toSorted(),
  };
}
