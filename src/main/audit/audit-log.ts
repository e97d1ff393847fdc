import type { AuditAction, AuditEntry } from '#shared/domain/audit.ts';
import type { Actor } from '#shared/domain/member.ts';
import { AppError } from '#shared/errors.ts';
import type { AuditFiles } from './audit-files.ts';
import type { AuditKeys } from './audit-keys.ts';
import { beforeFirst, entryOf, hashOf, lineOf } from './chain.ts';

export interface AuditTarget {
  readonly id: string;
  readonly name: string;
}

/** What is put on record; who, when and where in the chain are added. */
interface Statement {
  readonly actor: Pick<Actor, 'id' | 'name'>;
  readonly action: AuditAction;
  readonly target?: AuditTarget | null;
  readonly detail?: string | null;
}

interface AuditLogDependencies {
  readonly files: AuditFiles;
  readonly keys: AuditKeys;
  /** The operating system's account. */
  readonly account: string;
  readonly now: () => Date;
  readonly onAppended: (seq: number) => void;
}

/** The actor of what Keywell notices by itself. */
const keywell = { id: 'keywell', name: 'Keywell' };

/**
 * The append-only record of what was done to keys, configurations and members. Each line is linked to the one
 * before it and sealed under a key in the keychain, so that an edited, removed or reordered line shows.
 */
export class AuditLog {
  readonly #dependencies: AuditLogDependencies;
  #opening: Promise<void> | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #seq = 0;
  #fileStart = 1;
  #previous = beforeFirst;

  constructor(dependencies: AuditLogDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Carries out `perform` on the record: what begins is written before it, how it ended after it. When the
   * beginning cannot be written, `perform` is not called and `audit-unavailable` is thrown.
   */
  async audited<T>(statement: Statement, perform: () => Promise<T> | T): Promise<T> {
    const begun = await this.#append(statement, 'begun', null);
    try {
      const result = await perform();
      // The action is on record already; a full disk now must not make a success look like a failure.
      await this.#append(statement, 'done', begun).catch(() => undefined);
      return result;
    } catch (error) {
      const detail = error instanceof AppError ? `Failed: ${error.code}.` : 'Failed: internal.';
      await this.#append({ ...statement, detail }, 'failed', begun).catch(() => undefined);
      throw error;
    }
  }

  /** Records a fact. Throws `audit-unavailable`. */
  async note(
    statement: Omit<Statement, 'actor'> & { readonly actor?: Statement['actor'] },
  ): Promise<void> {
    await this.#append({ actor: keywell, ...statement }, 'noted', null);
  }

  /** Records an attempt that was refused. */
  async denied(actor: Statement['actor'], detail: string): Promise<void> {
    await this.#append({ actor, action: 'denied', detail }, 'denied', null);
  }

  /** Waits for what is being written and lets go of the file. */
  async close(): Promise<void> {
    await this.#queue;
    await this.#dependencies.files.close();
  }

  #append(
    statement: Statement,
    outcome: AuditEntry['outcome'],
    of: number | null,
  ): Promise<number> {
    const appended = this.#queue.then(async () => {
      this.#opening ??= this.#open();
      await this.#opening.catch((error) => {
        this.#opening = undefined;
        throw error;
      });
      return this.#write(statement, outcome, of);
    });
    this.#queue = appended.catch(() => undefined);
    return appended;
  }

  async #write(
    statement: Statement,
    outcome: AuditEntry['outcome'],
    of: number | null,
  ): Promise<number> {
    const { files, keys, account, now, onAppended } = this.#dependencies;
    const seq = this.#seq + 1;
    const line = lineOf(
      {
        seq,
        time: now().toISOString(),
        actor: { id: statement.actor.id, member: statement.actor.name, account },
        action: statement.action,
        target: statement.target ?? null,
        outcome,
        of,
        detail: statement.detail ?? null,
        previous: this.#previous,
      },
      await keys.current(this.#seq > 0),
    );
    if (await files.rotateIfLarge(this.#fileStart)) this.#fileStart = seq;
    await files.append(line);
    this.#seq = seq;
    this.#previous = hashOf(line);
    keys.anchor({ seq, hash: this.#previous });
    onAppended(seq);
    return seq;
  }

  /** Finds the end of the chain, and repairs a last line that was torn off in mid-write. */
  async #open(): Promise<void> {
    const { files } = this.#dependencies;
    const paths = await files.paths();
    for (const path of paths.toReversed()) {
      const isCurrent = path === paths.at(-1);
      const { whole, torn } = await files.lines(path);
      const last = whole.at(-1);
      const entry = last === undefined ? null : entryOf(last);
      if (last !== undefined) {
        this.#seq = entry?.seq ?? (await this.#countedSeq(paths));
        this.#previous = hashOf(last);
        this.#fileStart = entryOf(whole[0] ?? '')?.seq ?? 1;
      }
      if (isCurrent && torn !== '') {
        await files.dropTorn(torn);
        await this.#write(
          {
            actor: keywell,
            action: 'log.repaired',
            detail: `A last line of ${Buffer.byteLength(torn)} bytes was incomplete, because Keywell or the machine stopped while it was written. It was taken off.`,
          },
          'noted',
          null,
        );
      }
      if (last !== undefined) return;
    }
  }

  /** Where the last line is no entry, counting lines keeps later numbers from repeating. */
  async #countedSeq(paths: readonly string[]): Promise<number> {
    let count = 0;
    for (const path of paths) count += (await this.#dependencies.files.lines(path)).whole.length;
    return count;
  }
}
