import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { type Archive, type ArchivedFile, readArchive } from './archive.ts';
import { contentFindings } from './content-findings.ts';
import { fuses } from './fuses.ts';
import type { PackagedApp } from './packaged-app.ts';

/** What a packaged app is held against. */
export interface Expected {
  /** Names of the packages that may be in its node_modules. */
  readonly modules: ReadonlySet<string>;
  /** The folder it was built in, which nothing in it may name. */
  readonly builtIn: string;
}

/** All that is wrong with a packaged app, as sentences; none if it is what it should be. */
export async function findingsIn(app: PackagedApp, expected: Expected): Promise<readonly string[]> {
  const archivePath = join(app.resources, 'app.asar');
  if (!existsSync(archivePath)) return ['There is no app.asar.'];
  const archive = readArchive(archivePath);
  return [
    ...(await fuseFindings(app)),
    ...otherAppFindings(app),
    ...integrityFindings(app, archive),
    ...nativeFindings(app, archive),
    ...contentFindings(archive.files, expected),
  ];
}

async function fuseFindings({ executable }: PackagedApp): Promise<readonly string[]> {
  const wire = await getCurrentFuseWire(executable).catch((error: Error) => error.message);
  if (typeof wire === 'string') return [`The fuses cannot be read: ${wire}`];
  const { version, strictlyRequireAllFuses, ...wanted } = fuses;
  if (wire.version !== version) return [`The fuses are of version ${wire.version}.`];
  const options = new Set([...Object.keys(wanted), ...Object.keys(wire)]);
  options.delete('version');
  return [...options].map(Number).flatMap((option) => {
    const name = FuseV1Options[option] ?? `number ${option}`;
    const on = Object.entries(wanted).find(([key]) => Number(key) === option)?.[1];
    if (on === undefined) return [`The fuse ${name} is not stated in scripts/packaging/fuses.ts.`];
    const state = Object.entries(wire).find(([key]) => Number(key) === option)?.[1];
    const word = on ? 'on' : 'off';
    return Number(state) === (on ? FuseState.ENABLE : FuseState.DISABLE)
      ? []
      : [`The fuse ${name} is not ${word}.`];
  });
}

/** What Electron would run in place of the archive, were it not for a fuse. */
function otherAppFindings({ resources }: PackagedApp): readonly string[] {
  return ['app', 'default_app.asar']
    .filter((name) => existsSync(join(resources, name)))
    .map((name) => `Beside app.asar there is ${name}.`);
}

function integrityFindings(app: PackagedApp, archive: Archive): readonly string[] {
  const altered = archive.files
    .filter((file) => file.statedHash !== sha256(contentOf(app, file)))
    .map(({ path }) => `${path} is not what the archive's table says it is.`);
  const hash = sha256(archive.headerText);
  return programNames(app, hash)
    ? altered
    : [...altered, 'The program does not name the hash of its archive, so it would not start.'];
}

/** Linux has no such check in Electron; there the file's hashes are all there is. */
function programNames({ platform, executable }: PackagedApp, hash: string): boolean {
  switch (platform) {
    case 'linux':
      return true;
    case 'darwin': {
      const plist = readFileSync(join(executable, 'Contents', 'Info.plist'), 'utf8');
      return (
        plist.includes('<key>Resources/app.asar</key>') &&
        plist.includes(`<string>${hash}</string>`)
      );
    }
    case 'win32':
      return readFileSync(executable).includes(`"alg":"SHA256","value":"${hash}"`);
  }
}

/** Native modules must be outside of the archive, and nothing else may be: Electron checks only what is inside. */
function nativeFindings({ resources }: PackagedApp, { files }: Archive): readonly string[] {
  const keytar = 'node_modules/keytar/build/Release/keytar.node';
  const beside = filesUnder(join(resources, 'app.asar.unpacked'));
  const unpacked = files.filter((file) => file.unpacked).map(({ path }) => path);
  return [
    ...(unpacked.includes(keytar) && beside.includes(keytar)
      ? []
      : ["keytar's native part is not unpacked."]),
    ...files
      .filter((file) => file.path.endsWith('.node') && file.path !== keytar)
      .map(({ path }) => `${path} is a native module nobody expects.`),
    ...[...new Set([...unpacked, ...beside])]
      .filter((path) => path !== keytar)
      .map((path) => `${path} is unpacked, where its integrity is not checked.`),
  ];
}

function filesUnder(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

function contentOf({ resources }: PackagedApp, file: ArchivedFile): Buffer | string {
  if (!file.unpacked) return file.read();
  const path = join(resources, 'app.asar.unpacked', ...file.path.split('/'));
  return existsSync(path) ? readFileSync(path) : '';
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
