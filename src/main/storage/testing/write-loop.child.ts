/** Writes the registry over and over until it is killed, and says after each write how many there were. */
import { writeSync } from 'node:fs';
import { createElectronStoreStorage } from '../electron-store-storage.ts';
import { numberedDocument } from './numbered-document.ts';

const [dataFolder = '', first = ''] = process.argv.slice(2);
const storage = createElectronStoreStorage(dataFolder);
for (let number = Number(first); ; number += 1) {
  storage.write(numberedDocument(number));
  writeSync(1, `${number}\n`);
}
