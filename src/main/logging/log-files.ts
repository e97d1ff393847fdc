import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

interface LogFilesOptions {
  readonly folder: string;
  /** Past it a file is moved aside and a new one begun. */
  readonly maxBytes?: number;
  /** How many there are, the one written to among them. */
  readonly files?: number;
}

/**
 * The log on the disk: `keywell.log`, and before it `keywell.1.log` and so on, of which the oldest goes. What is
 * written has been through redaction. Each line is in the file before the next thing happens, so that the last ones
 * before a crash are there; there are few of them.
 */
export class LogFiles {
  readonly folder: string;
  readonly #maxBytes: number;
  readonly #files: number;
  /** Null before the first line. */
  #size: number | null = null;

  constructor({ folder, maxBytes = 1_000_000, files = 5 }: LogFilesOptions) {
    this.folder = folder;
    this.#maxBytes = maxBytes;
    this.#files = files;
  }

  /** Throws where the disk refuses, which a `Log` takes in silence. */
  write(line: string): void {
    const text = `${line}\n`;
    const bytes = Buffer.byteLength(text);
    const size = this.#size ?? this.#begin();
    if (size > 0 && size + bytes > this.#maxBytes) this.#rotate();
    appendFileSync(this.#file(0), text, { mode: 0o600 });
    this.#size = (this.#size ?? 0) + bytes;
  }

  /** The last lines, oldest first: at most `count`, going back over one rotation. */
  tail(count: number): readonly string[] {
    const lines = [1, 0].flatMap((age) => linesOf(this.#file(age)));
    return lines.slice(-count);
  }

  #begin(): number {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.#size = statSync(this.#file(0), { throwIfNoEntry: false })?.size ?? 0;
    return this.#size;
  }

  #rotate(): void {
    for (let age = this.#files - 1; age > 0; age -= 1) moved(this.#file(age - 1), this.#file(age));
    this.#size = 0;
  }

  #file(age: number): string {
    return path.join(this.folder, age === 0 ? 'keywell.log' : `keywell.${age}.log`);
  }
}

/** One that is not there, or is held open as on Windows, is left: the log goes on where it is. */
function moved(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    // Nothing to move.
  }
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}
