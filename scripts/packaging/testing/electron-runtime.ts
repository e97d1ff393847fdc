import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The bytes by which `@electron/fuses` finds the fuses in a program. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** As Electron is delivered: it runs as Node, obeys NODE_OPTIONS and --inspect, and runs what is not in an archive. */
const asDelivered = '101100011';

/** What a program holds for `@electron/fuses`: one digit a fuse, in their order. */
export function programWith(fuses: string): Buffer {
  return Buffer.concat([
    Buffer.from(`program${sentinel}`),
    Buffer.from([1, fuses.length]),
    Buffer.from(fuses),
  ]);
}

/** Something that electron-builder takes for Electron's runtime for Linux: nothing that runs, but with its fuses. */
export function makeElectronRuntime(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  writeFileSync(join(folder, 'electron'), programWith(asDelivered), { mode: 0o755 });
  writeFileSync(join(folder, 'LICENSE'), 'MIT');
}
