import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPackageWithOptions, getRawHeader, uncacheAll } from '@electron/asar';
import { type PackagedApp, packagedApp } from '../packaged-app.ts';
import { programWith } from './electron-runtime.ts';

/** One digit a fuse, in their order: what `fuses.ts` asks for. */
const fusesAsWanted = '010011001';

export const keytar = 'node_modules/keytar/build/Release/keytar.node';

/** A small app that is packaged as it should be. */
const wellPackaged: Readonly<Record<string, string>> = {
  'package.json': '{"name":"keywell"}',
  'out/main/index.js': 'import "./chunks/core-abc.js";',
  'out/main/chunks/core-abc.js': 'export {};',
  'out/preload/index.cjs': 'require("electron");',
  'out/renderer/index.html': '<!doctype html>',
  'out/renderer/assets/index-abc.js': 'export {};',
  'node_modules/zod/package.json': '{}',
  'node_modules/zod/index.js': 'export {};',
  'node_modules/keytar/lib/keytar.js': 'require("../build/Release/keytar.node");',
  [keytar]: 'native',
};

interface Making {
  readonly platform?: 'darwin' | 'linux' | 'win32';
  /** Files of the archive, besides those of an app that is as it should be; null: left out. */
  readonly files?: Readonly<Record<string, string | null>>;
  /** Which files lie beside the archive, as a pattern of their names. */
  readonly unpack?: string;
  readonly fuses?: string;
}

/** Makes what electron-builder leaves behind, with a program that holds nothing but fuses. */
export async function makePackagedFolder({
  platform = 'linux',
  files = {},
  unpack = '*.node',
  fuses = fusesAsWanted,
}: Making): Promise<{ readonly app: PackagedApp; readonly remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'keywell-package-'));
  const app = packagedApp(folder, platform);
  const source = join(folder, 'source');
  for (const [path, text] of Object.entries({ ...wellPackaged, ...files })) {
    if (text !== null) write(join(source, path), text);
  }
  mkdirSync(app.resources, { recursive: true });
  const archive = join(app.resources, 'app.asar');
  await createPackageWithOptions(source, archive, { unpack });
  uncacheAll();
  writeProgram(
    app,
    createHash('sha256').update(getRawHeader(archive).headerString).digest('hex'),
    fuses,
  );
  return { app, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The program, and in it what Electron looks for there: fuses, and the hash of the archive but on Linux. */
function writeProgram({ platform, executable }: PackagedApp, hash: string, fuses: string): void {
  const wire = programWith(fuses);
  if (platform === 'darwin') {
    const framework = join('Frameworks', 'Electron Framework.framework', 'Electron Framework');
    write(join(executable, 'Contents', framework), wire);
    write(
      join(executable, 'Contents', 'Info.plist'),
      `<key>ElectronAsarIntegrity</key><dict><key>Resources/app.asar</key><dict><key>hash</key><string>${hash}</string></dict></dict>`,
    );
    return;
  }
  const resource = `[{"file":"resources\\\\app.asar","alg":"SHA256","value":"${hash}"}]`;
  write(executable, platform === 'win32' ? Buffer.concat([wire, Buffer.from(resource)]) : wire);
}

/** Puts another archive in the place of an app's own, as an attacker would, and leaves the program as it is. */
export function replaceArchive(app: PackagedApp, other: PackagedApp): void {
  cpSync(join(other.resources, 'app.asar'), join(app.resources, 'app.asar'));
  uncacheAll();
}

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
