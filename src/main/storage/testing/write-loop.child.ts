/**
 * Opens the registry, then writes it over and over until it is killed, and says each time how often it was written. With
 * `keep` it first waits for the backup of what it found.
 */
import { writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { createElectronStoreStorage } from '../electron-store-storage.ts';
import { RegistryBackups } from '../registry-backups.ts';
import { registryFile } from '../registry-file.ts';
import { withBackups } from '../with-backups.ts';
import { numberedDocument } from './numbered-document.ts';

const [dataFolder = '', keep] = process.argv.slice(2);
const backups = new RegistryBackups({
  dataFolder,
  now: () => new Date(),
  onFailure: (error) => writeSync(2, `${error}\n`),
});
const storage = withBackups(
  createElectronStoreStorage(dataFolder),
  backups,
  registryFile(dataFolder),
);
const found = storage.read()?.configurations[0]?.revision ?? 0;
writeSync(1, `${found}\n`);
if (keep === 'keep') await backups.close();
for (let number = found + 1; ; number += 1) {
  storage.write(numberedDocument(number));
  writeSync(1, `${number}\n`);
  await setImmediate();
}
