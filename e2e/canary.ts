import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A place where a key was found that must not be there. */
export interface Finding {
  /** The file, or the name given for what was searched. */
  readonly where: string;
  /** Which form of the key. */
  readonly form: string;
  /** In bytes. */
  readonly offset: number;
}

/** Searches for one key in every form in which it might have been written down. */
export class Canary {
  readonly #forms: readonly (readonly [name: string, bytes: Buffer])[];

  constructor(key: string) {
    this.#forms = formsOf(key);
  }

  /** The names of the forms that are searched for. */
  get forms(): readonly string[] {
    return this.#forms.map(([name]) => name);
  }

  searchText(text: string, where: string): Finding[] {
    return this.searchBytes(Buffer.from(text, 'utf8'), where);
  }

  searchBytes(bytes: Buffer, where: string): Finding[] {
    return this.#forms.flatMap(([form, needle]) => {
      const offset = bytes.indexOf(needle);
      return offset === -1 ? [] : [{ where, form, offset }];
    });
  }

  /**
   * Every file below a folder, and the names of files and folders. Links are not followed. A file that is gone by the
   * time it is opened is passed over.
   *
   * @param chunkBytes how much of a file is held at once
   */
  async searchFolder(folder: string, chunkBytes = 1 << 20): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      findings.push(...this.searchText(entry.name, `the name of ${path}`));
      if (entry.isDirectory()) findings.push(...(await this.searchFolder(path, chunkBytes)));
      else if (entry.isFile()) findings.push(...(await this.#searchFile(path, chunkBytes)));
    }
    return findings;
  }

  async #searchFile(path: string, chunkBytes: number): Promise<Finding[]> {
    const file = await open(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (file === null) return [];
    const found = new Map<string, Finding>();
    // So much of the last chunk is looked at again that no form can lie across a boundary unseen.
    const overlap = Math.max(...this.#forms.map(([, bytes]) => bytes.length)) - 1;
    let kept: Buffer = Buffer.alloc(0);
    let start = 0;
    try {
      for await (const chunk of file.createReadStream({ highWaterMark: chunkBytes })) {
        const window = Buffer.concat([kept, chunk]);
        for (const finding of this.searchBytes(window, path)) {
          if (!found.has(finding.form)) {
            found.set(finding.form, { ...finding, offset: start + finding.offset });
          }
        }
        kept = window.subarray(Math.max(0, window.length - overlap));
        start += window.length - kept.length;
      }
    } finally {
      await file.close();
    }
    return [...found.values()];
  }
}

function formsOf(key: string): (readonly [string, Buffer])[] {
  const bytes = Buffer.from(key, 'utf8');
  const hex = bytes.toString('hex');
  const forms: [string, string][] = [
    ['plain', key],
    ['reversed', [...key].reverse().join('')],
    ['hex', hex],
    ['upper-case hex', hex.toUpperCase()],
    ['URL-encoded', encodeURIComponent(key)],
    ['form-encoded', new URLSearchParams([['', key]]).toString().slice(1)],
    ['JSON-escaped', JSON.stringify(key).slice(1, -1)],
  ];
  for (const shift of [0, 1, 2] as const) {
    const base64 = base64Within(bytes, shift);
    forms.push([`base64 shifted by ${shift}`, base64]);
    forms.push([`base64url shifted by ${shift}`, base64.replaceAll('+', '-').replaceAll('/', '_')]);
  }
  // Many keys look the same escaped or not: one name for one form.
  const distinct = forms.filter(
    ([, text], at) => forms.findIndex(([, other]) => other === text) === at,
  );
  const named = distinct.map(([name, text]) => [name, Buffer.from(text, 'utf8')] as const);
  return [...named, ['UTF-16', Buffer.from(key, 'utf16le')]];
}

/** Those characters of base64 that the key alone decides when `shift` other bytes, modulo 3, stand before it. */
function base64Within(bytes: Buffer, shift: 0 | 1 | 2): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  const firstWhole = Math.ceil((shift * 8) / 6);
  const endWhole = Math.floor(((shift + bytes.length) * 8) / 6);
  return encoded.slice(firstWhole, endWhole);
}
