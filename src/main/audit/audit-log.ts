import type {
  AuditEntry,
  AuditFilter,
  AuditRecord,
  AuditVerification,
} from '#shared/domain/audit.ts';
import { AppError } from '#shared/errors.ts';
import { denialReason, isDenial } from '../access/access.ts';
import type { AuditFiles } from './audit-files.ts';
import type { AuditKeys } from './audit-keys.ts';
import type { AuditFile } from './audit-reading.ts';
import { beforeFirst, entryOf, hashOf, lineOf } from './chain.ts';
import { lastWith, type Page, type PageOptions, queryAuditLog } from './query.ts';
import { type AuditActor, type Ending, type Fact, keywell, type Statement } from './statement.ts';
import { verifyAuditLog } from './verify.ts';

interface AuditLogDependencies {
  readonly files: AuditFiles;
  readonly keys: AuditKeys;
  /** The operating system's account. */
  readonly account: string;
  readonly now: () => Date;
  readonly onAppended: (seq: number) => void;
}

/** A line but for its place in the chain. */
type Line = Fact & {
  readonly actor: AuditActor;
  readonly outcome: AuditEntry['outcome'];
  readonly of?: number;
};

/**
 * The append-only record of what was done to keys, configurations and members. Each line is linked to the one
 * before it and sealed under a key in the keychain, so that an edited, removed or reordered line shows.
 */
export class AuditLog {
  readonly #dependencies: AuditLogDependencies;
  #queue: Promise<unknown> = Promise.resolve();
  #isOpen = false;
  #isAnchored = false;
  #seq = 0;
  #previous = beforeFirst;
  /** What was noticed of the log itself, to be written with the next line. */
  #noticed: readonly Line[] = [];

  constructor(dependencies: AuditLogDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Carries out `perform` on the record: what begins is written before it, how it ended after it. When the
   * beginning cannot be written, `perform` is not called and `audit-unavailable` is thrown.
   */
  async audited<T>(
    actor: AuditActor,
    statement: Statement<T>,
    perform: () => Promise<T> | T,
  ): Promise<T> {
    const { done, failedAs, ...fact } = statement;
    const of = await this.#append([{ ...fact, actor, outcome: 'begun' }]);
    let result: T;
    try {
      result = await perform();
    } catch (error) {
      const ending = { ...fact, action: failedAs ?? fact.action, detail: failureOf(error) };
      await this.#end([{ ...ending, actor, of, outcome: isDenial(error) ? 'denied' : 'failed' }]);
      throw error;
    }
    const { also = [], ...ending } = endingOf(done, result);
    await this.#end([
      { ...fact, ...ending, actor, of, outcome: 'done' },
      ...also.map((one): Line => ({ ...one, actor, outcome: 'noted' })),
    ]);
    return result;
  }

  /** Records a fact. Throws `audit-unavailable`. */
  async note(fact: Fact, actor = keywell): Promise<void> {
    await this.#append([{ ...fact, actor, outcome: 'noted' }]);
  }

  /** Records an attempt that was refused. Throws `audit-unavailable`. */
  async denied(actor: AuditActor, detail: string): Promise<void> {
    await this.#append([{ action: 'denied', detail, actor, outcome: 'denied' }]);
  }

  /** The newest records that pass `filter`, what began and how it ended in one. */
  query(filter: AuditFilter, options: PageOptions): Promise<Page> {
    return this.#reading((files) => queryAuditLog(files, filter, options));
  }

  /** The newest record of one of these actions; null if there is none. */
  last(actions: readonly AuditRecord['action'][]): Promise<AuditRecord | null> {
    return this.#reading((files) => lastWith(files, actions));
  }

  /** Reads the whole log and says whether every entry is as it was written, or which is the first that is not. */
  verify(): Promise<AuditVerification> {
    return this.#reading((files) => verifyAuditLog(files, this.#dependencies.keys));
  }

  /** Waits for what is being written and lets go of the file. */
  async close(): Promise<void> {
    await this.#queue;
    this.#dependencies.files.close();
    await this.#dependencies.keys.close();
  }

  /** Opens the files between two writes; what is written while they are read does not show in them. */
  #reading<T>(read: (files: readonly AuditFile[]) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#enqueue(
        () =>
          new Promise<void>((opened) => {
            this.#dependencies.files.reading(read, opened).then(resolve, reject).finally(opened);
          }),
      );
    });
  }

  /** Writes how an action ended. It is on record already; a full disk now must not make a success look like a failure. */
  async #end(lines: readonly Line[]): Promise<void> {
    await this.#append(lines).catch(() => undefined);
  }

  /** Resolves to the number of the first of `lines`. */
  #append(lines: readonly Line[]): Promise<number> {
    return this.#enqueue(async () => {
      if (!this.#isOpen) await this.#open();
      if (!this.#isAnchored) await this.#compareWithAnchor();
      const first = this.#seq + this.#noticed.length + 1;
      await this.#write([...this.#noticed, ...lines]);
      this.#noticed = [];
      return first;
    });
  }

  #enqueue<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(task);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #write(lines: readonly Line[]): Promise<void> {
    const { files, keys, account, now, onAppended } = this.#dependencies;
    const auditKey = await keys.current(this.#seq > 0);
    const time = now().toISOString();
    let seq = this.#seq;
    let previous = this.#previous;
    const texts = lines.map(({ actor, action, target, outcome, of, detail }) => {
      seq += 1;
      const text = lineOf(
        {
          seq,
          time,
          actor: { id: actor.id, member: actor.name.slice(0, 500), account: account.slice(0, 500) },
          action,
          target: target ? { id: target.id, name: target.name.slice(0, 500) } : null,
          outcome,
          of: of ?? null,
          detail: detail?.slice(0, 2_000) ?? null,
          previous,
        },
        auditKey,
      );
      previous = hashOf(text);
      return text;
    });
    await files.rotateIfLarge();
    await files.append(texts);
    this.#seq = seq;
    this.#previous = previous;
    if (this.#isAnchored) keys.anchor({ seq, hash: previous });
    onAppended(seq);
  }

  /** Finds the end of the chain, and repairs a last line that was torn off in mid-write. */
  async #open(): Promise<void> {
    const { files } = this.#dependencies;
    const tornBytes = await files.tornBytes();
    if (tornBytes > 0) await files.cutOff(tornBytes);
    await files.reading(async (all) => {
      for (const [index, file] of [...all.entries()].toReversed()) {
        const lines = await file.lines();
        const last = lines.at(-1);
        if (last === undefined) continue;
        this.#previous = hashOf(last);
        // Where the last line is no entry, counting lines keeps later numbers from repeating.
        this.#seq = entryOf(last)?.seq ?? (await count(all.slice(0, index + 1)));
        return;
      }
    });
    this.#isOpen = true;
    if (tornBytes === 0) return;
    this.#notice(
      `A last line of ${tornBytes} bytes was incomplete, because Keywell or the machine stopped while it was written. It was taken off.`,
    );
  }

  /**
   * Once the keychain can be read: a log that does not end with the last entry written was changed meanwhile. The chain
   * goes on from that entry, so that the fault shows for good, and only then is the anchor moved on.
   */
  async #compareWithAnchor(): Promise<void> {
    const { keys } = this.#dependencies;
    if ((await keys.current(this.#seq > 0)) === null) return;
    const anchor = await keys.readAnchor().catch(() => undefined);
    if (anchor === undefined) return;
    this.#isAnchored = true;
    if (anchor === null) return;
    // Keywell can be stopped after a line was written and before the anchor was: then the log is ahead of it.
    const isThere = anchor.seq <= this.#seq;
    if (isThere && (await this.#hashAt(anchor.seq)) === anchor.hash) return;
    this.#notice(
      isThere
        ? `Entry ${anchor.seq} is not as it was written.`
        : `The log ended with entry ${this.#seq}, but ${anchor.seq} were written. The others were taken out, or the log was brought back from a copy.`,
    );
    this.#seq = Math.max(this.#seq, anchor.seq);
    this.#previous = anchor.hash;
  }

  /** The hash of the line of that number; undefined if there is none. */
  #hashAt(seq: number): Promise<string | undefined> {
    return this.#dependencies.files.reading(async (all) => {
      for (const file of all.toReversed()) {
        const line = (await file.lines()).findLast((one) => entryOf(one)?.seq === seq);
        if (line !== undefined) return hashOf(line);
      }
      return undefined;
    });
  }

  #notice(detail: string): void {
    const line: Line = { action: 'log.repaired', detail, actor: keywell, outcome: 'noted' };
    this.#noticed = [...this.#noticed, line];
  }
}

/** The sentence of a failure: its code alone, since messages may repeat what was entered. */
function failureOf(error: unknown): string {
  if (isDenial(error)) return denialReason(error);
  return `Failed: ${error instanceof AppError ? error.code : 'internal'}.`;
}

/** What describes an action must not undo it: it has been carried out. */
function endingOf<T>(done: ((result: T) => Ending) | undefined, result: T): Ending {
  try {
    return done?.(result) ?? {};
  } catch {
    return {};
  }
}

async function count(files: readonly AuditFile[]): Promise<number> {
  let lines = 0;
  for (const file of files) lines += (await file.lines()).length;
  return lines;
}
