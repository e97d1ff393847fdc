// Looks at packaged apps: `node scripts/check-package.ts FOLDER…`, each a folder that electron-builder calls unpacked.
// Prints what is wrong with each as sentences, and ends with status 1 if there is anything.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findingsIn } from './packaging/findings.ts';
import { packagedApp, platformOf } from './packaging/packaged-app.ts';
import { packagedModules } from './packaging/packaged-modules.ts';

const project = join(import.meta.dirname, '..');
const expected = {
  modules: packagedModules(JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'))),
  builtIn: project,
};

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('Usage: node scripts/check-package.ts FOLDER…');
  process.exit(2);
}
for (const folder of folders) {
  const name = basename(folder);
  const findings = await findingsIn(packagedApp(folder, platformOf(name)), expected);
  for (const finding of findings) console.error(`${name}: ${finding}`);
  if (findings.length > 0) process.exitCode = 1;
  else console.log(`${name}: fuses, archive, native module and contents are as they should be.`);
}
