/**
 * Opens registry and vault, says what it finds, then changes keys over and over until it is killed, and says of each
 * change that it begins and that it is done. Takes the data folder and the ids of configurations that may be gone.
 */
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { createElectronStoreStorage } from '../../storage/electron-store-storage.ts';
import { createKeytarKeychain } from '../keytar-keychain.ts';
import { canaryKey } from './canary-key.ts';
import type { Change, Finding } from './key-changes.ts';
import { openKeyServices } from './key-services.ts';

const [dataFolder = '', ...known] = process.argv.slice(2);
const { registry, vault, keys, encryption, noted, add } = openKeyServices({
  storage: createElectronStoreStorage(dataFolder),
  keychain: createKeytarKeychain('Keywell test'),
});

const say = (what: string, value: unknown) => writeSync(1, `${what} ${JSON.stringify(value)}\n`);

async function find(): Promise<Finding> {
  const { keyChanges, rotatingTo } = registry.keyRecords();
  const unfinished = Object.keys(keyChanges).length + (rotatingTo === null ? 0 : 1);
  await encryption.review();
  const found: Finding['keys'] = {};
  const strays: string[] = [];
  for (const configuration of registry.list()) {
    const { status, hint } = keys.view(configuration);
    const kept = await vault.digest(configuration.id);
    if ((kept === null) !== (hint === null)) strays.push(configuration.id);
    const key = status === 'stored' ? await keys.keyForRun(configuration) : null;
    found[configuration.id] = hint === null ? null : { hint, key };
  }
  for (const id of known) {
    if (found[id] === undefined && (await vault.digest(id)) !== null) strays.push(id);
  }
  return { keys: found, strays, unfinished, noted: noted.map(({ action }) => action) };
}

function nextChange(): Change {
  const list = registry.list();
  const one = list[Math.floor(Math.random() * list.length)];
  const chance = Math.random();
  if (one === undefined || list.length < 3) return { kind: 'create' };
  if (chance < 0.06) return { kind: 'rotate' };
  if (chance < 0.14) return { kind: 'delete', id: one.id };
  const { status } = keys.view(one);
  if (status === 'stored' && chance < 0.4) return { kind: 'remove', id: one.id };
  return { kind: status === 'stored' ? 'replace' : 'set', id: one.id, key: canaryKey() };
}

async function carryOut(change: Change): Promise<void> {
  switch (change.kind) {
    case 'create':
      add(`Number ${Date.now()} ${Math.random()}`.slice(0, 60));
      return;
    case 'delete':
      return keys.remove(change.id, () => registry.remove(change.id));
    case 'rotate':
      return encryption.rotate().catch(() => undefined);
    case 'remove':
      return keys.remove(change.id);
    case 'set':
    case 'replace':
      return keys[change.kind](change.id, change.key, 'Ada');
  }
}

// A killed process would not keep it for the next one, which starts in half the time with it.
if (known.length === 0) flushCompileCache();
say('found', await find());
for (;;) {
  const change = nextChange();
  say('begins', change);
  await carryOut(change);
  say(
    'done',
    registry.list().map(({ id }) => id),
  );
}
