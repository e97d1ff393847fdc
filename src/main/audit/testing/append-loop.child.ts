/** Appends to an audit log until it is killed or cannot, and says after each entry how many it appended. */
import { writeSync } from 'node:fs';
import { AppError } from '#shared/errors.ts';
import { AuditFiles } from '../audit-files.ts';
import { AuditKeys } from '../audit-keys.ts';
import { AuditLog } from '../audit-log.ts';
import { createFolderKeychain } from './folder-keychain.ts';

const [folder = '', keychainFolder = '', maxBytes = ''] = process.argv.slice(2);
const log = new AuditLog({
  files: new AuditFiles({ folder, maxBytes: Number(maxBytes) }),
  keys: new AuditKeys(createFolderKeychain(keychainFolder), 'a workspace'),
  account: 'ada',
  now: () => new Date(),
  onAppended: () => undefined,
});
try {
  for (let number = 1; ; number += 1) {
    await log.note({ action: 'default.set', target: { id: 'c1', name: `Größe ${number}` } });
    writeSync(1, `${number}\n`);
  }
} catch (error) {
  writeSync(1, `${error instanceof AppError ? error.code : String(error)}\n`);
}
