import type { Configuration } from '#shared/domain/configuration.ts';
import type { KeyMetadata, KeyView } from '#shared/domain/key.ts';
import { hintOf, keyProblem } from '#shared/domain/rules/key-rules.ts';
import { AppError } from '#shared/errors.ts';
import { fingerprintOf } from './fingerprint.ts';
import { CurrentKeyRecords, type KeyRecords } from './key-records.ts';
import { viewOfKey } from './key-view.ts';
import { noKey, type Undo } from './sealed-keys.ts';
import { Serial } from './serial.ts';
import type { Vault } from './vault.ts';

export interface KeysDependencies {
  /** The registry. */
  readonly records: KeyRecords;
  readonly vault: Vault;
  /** Asks the provider: resolves to how many models it offers, rejects when the key does not work. */
  readonly verify: (configuration: Configuration, key: string) => Promise<number>;
  readonly now: () => Date;
  /** What can be shown of this configuration's key is no longer what it was. */
  readonly onChange: (configurationId: string) => void;
}

/** That the provider accepted a key, as the configuration was then. */
interface Verified {
  readonly fingerprint: string;
  readonly revision: number;
  readonly at: string;
}

/**
 * Set, replace, remove and verify keys, and read one for a run. What concerns one configuration happens one after the
 * other, and a record that cannot be written takes the key back with it, so that vault and record agree.
 */
export class Keys {
  readonly #registry: KeyRecords;
  readonly #records: CurrentKeyRecords;
  readonly #vault: Vault;
  readonly #askProvider: KeysDependencies['verify'];
  readonly #now: () => Date;
  readonly #onChange: (configurationId: string) => void;
  readonly #serial = new Serial();
  readonly #verified = new Map<string, Verified>();

  constructor({ records, vault, verify, now, onChange }: KeysDependencies) {
    this.#registry = records;
    this.#records = new CurrentKeyRecords(records, vault);
    this.#vault = vault;
    this.#askProvider = verify;
    this.#now = now;
    this.#onChange = onChange;
  }

  /** Throws `key-exists` where a key is stored, `key-malformed`, or a `keychain-…` error. */
  set(configurationId: string, rawKey: string, actorName: string): Promise<void> {
    return this.#serial.run(configurationId, async () => {
      if (this.#records.of(configurationId)?.status === 'stored') {
        throw new AppError(
          'key-exists',
          'A key is already stored for this configuration. Use Replace key to change it.',
        );
      }
      await this.#store(configurationId, rawKey, actorName);
    });
  }

  /** Throws `key-absent` where none is stored, `key-malformed`, or a `keychain-…` error. */
  replace(configurationId: string, rawKey: string, actorName: string): Promise<void> {
    return this.#serial.run(configurationId, async () => {
      if (this.#records.of(configurationId) === null) {
        throw new AppError(
          'key-absent',
          'No key is stored for this configuration, so there is none to replace. Use Set key.',
        );
      }
      await this.#store(configurationId, rawKey, actorName);
    });
  }

  /** Removes the key from the vault, then its record. Where the vault cannot, nothing changes. No key is no error. */
  remove(configurationId: string): Promise<void> {
    return this.#serial.run(configurationId, async () => {
      const inKeychain = this.#registry.keyMetadata(configurationId) !== null;
      if (!inKeychain && !this.#vault.holdsForSession(configurationId)) return;
      const undo = inKeychain
        ? await this.#vault.remove(configurationId)
        : await this.#vault.removeFromSession(configurationId);
      await orUndo(undo, () => this.#records.forget(configurationId));
      this.#verified.delete(configurationId);
      this.#onChange(configurationId);
    });
  }

  /**
   * Asks the provider whether a key works: `rawKey`, or else the stored one. When it did is remembered for the stored
   * key, and for one that is saved after it was verified.
   */
  async verify(
    configurationId: string,
    rawKey?: string,
  ): Promise<{ readonly verifiedAt: string; readonly modelCount: number }> {
    const configuration = this.#registry.get(configurationId);
    const key =
      rawKey === undefined
        ? await this.#serial.run(configurationId, () => this.#read(configurationId))
        : accept(rawKey);
    const modelCount = await this.#askProvider(configuration, key);
    const verifiedAt = this.#now().toISOString();
    await this.#serial.run(configurationId, async () => {
      const fingerprint = this.#fingerprint(key);
      this.#verified.set(configurationId, {
        fingerprint,
        revision: configuration.revision,
        at: verifiedAt,
      });
      const record = this.#records.of(configurationId);
      if (record === null || this.#verifiedAt(configurationId, record.fingerprint) === null) return;
      this.#records.write(configurationId, { ...record, lastVerifiedAt: verifiedAt });
      this.#onChange(configurationId);
    });
    return { verifiedAt, modelCount };
  }

  /**
   * The key for one run; null when the configuration goes without and none is stored. Throws `key-absent`,
   * `key-needs-reentry`, or a `keychain-…` error.
   */
  keyForRun({ id, authentication }: Configuration): Promise<string | null> {
    return this.#serial.run(id, async () => {
      if (authentication === 'none' && this.#records.of(id) === null) return null;
      const key = await this.#read(id);
      this.#records.touch(id, this.#now().toISOString());
      this.#onChange(id);
      return key;
    });
  }

  /** What may be shown of a configuration's key, as far as is known without asking the keychain. */
  view(configuration: Configuration): KeyView {
    return viewOfKey({
      configuration,
      record: this.#records.of(configuration.id),
      sessionOnly: this.#vault.holdsForSession(configuration.id),
      keychainState: this.#vault.lastKeychainState,
    });
  }

  async #store(configurationId: string, rawKey: string, actorName: string): Promise<void> {
    this.#registry.get(configurationId);
    const key = accept(rawKey);
    const fingerprint = this.#fingerprint(key);
    const metadata: KeyMetadata = {
      status: 'stored',
      hint: hintOf(key),
      fingerprint,
      setAt: this.#now().toISOString(),
      setBy: actorName.slice(0, 200),
      lastVerifiedAt: this.#verifiedAt(configurationId, fingerprint),
      lastUsedAt: null,
      approvedAt: null,
      approvedBy: null,
      encryptedUnder: null,
    };
    const { undo } = await this.#vault.store(configurationId, key);
    await orUndo(undo, () => this.#records.write(configurationId, metadata));
    this.#onChange(configurationId);
  }

  /**
   * The key, which must be the one on record: a registry brought back from a backup, or an entry changed from outside,
   * must not make a run use a key other than the one shown.
   */
  async #read(configurationId: string): Promise<string> {
    const record = this.#records.of(configurationId);
    if (record === null) throw noKey();
    try {
      const key = await this.#vault.read(configurationId);
      if (this.#fingerprint(key) !== record.fingerprint) throw anotherKey();
      this.#mark(configurationId, 'stored');
      return key;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const cause = error.code === 'key-absent' ? lostKey() : error;
      if (cause.code === 'key-needs-reentry') this.#mark(configurationId, 'needs-reentry');
      throw cause;
    }
  }

  #mark(configurationId: string, status: KeyMetadata['status']): void {
    if (this.#records.mark(configurationId, status)) this.#onChange(configurationId);
  }

  /** When the provider accepted this key for the configuration as it is now; null if it never did. */
  #verifiedAt(configurationId: string, fingerprint: string): string | null {
    const verified = this.#verified.get(configurationId);
    if (verified?.fingerprint !== fingerprint) return null;
    return verified.revision === this.#registry.get(configurationId).revision ? verified.at : null;
  }

  #fingerprint(key: string): string {
    return fingerprintOf(key, this.#registry.fingerprintSalt);
  }
}

/** The key without surrounding white space. Throws `key-malformed`. */
function accept(rawKey: string): string {
  const problem = keyProblem(rawKey);
  if (problem !== null) throw new AppError('key-malformed', problem, { fields: { key: problem } });
  return rawKey.trim();
}

/**
 * Writes the record, or else takes back what was done in the vault. Should that fail too, the key in the vault is not
 * the one on record, and no run will use it.
 */
async function orUndo(undo: Undo, write: () => void): Promise<void> {
  try {
    write();
  } catch (error) {
    await undo().catch(() => undefined);
    throw error;
  }
}

function lostKey(): AppError {
  return new AppError(
    'key-needs-reentry',
    'The key of this configuration is no longer in the keychain. Replace it by entering the key again.',
  );
}

function anotherKey(): AppError {
  return new AppError(
    'key-needs-reentry',
    'The key in the keychain is not the one on record for this configuration. Replace it by entering the key again.',
  );
}
