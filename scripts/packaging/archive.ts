import { join } from 'node:path';
import { extractFile, getRawHeader } from '@electron/asar';

/** A file of app.asar. */
export interface ArchivedFile {
  /** With slashes, as in the header. */
  readonly path: string;
  /** Kept beside the archive, in app.asar.unpacked. */
  readonly unpacked: boolean;
  /** SHA-256 as the header states it, in hex; undefined where it states none. */
  readonly statedHash: string | undefined;
  read(): Buffer;
}

export interface Archive {
  readonly files: readonly ArchivedFile[];
  /** What is hashed and written into the program, so that Electron can tell whether the archive is the one. */
  readonly headerText: string;
}

/** One entry of a header: a folder, a link or a file. */
interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly unpacked?: boolean;
  readonly integrity?: { readonly hash: string };
}

/** Reads the table of an archive. Throws if it is none. */
export function readArchive(path: string): Archive {
  const { header, headerString } = getRawHeader(path);
  return { files: [...filesIn(path, header, '')], headerText: headerString };
}

function* filesIn(archive: string, folder: Entry, prefix: string): Generator<ArchivedFile> {
  for (const [name, entry] of Object.entries(folder.files ?? {})) {
    const path = `${prefix}${name}`;
    if (entry.files !== undefined) {
      yield* filesIn(archive, entry, `${path}/`);
      continue;
    }
    yield {
      path,
      unpacked: entry.unpacked === true,
      statedHash: entry.integrity?.hash,
      read: () => extractFile(archive, join(...path.split('/'))),
    };
  }
}
