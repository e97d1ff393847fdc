import type { Configuration } from '#shared/domain/configuration.ts';
import type { KeyMetadata, KeyView } from '#shared/domain/key.ts';
import { sameDestination } from '#shared/domain/rules/endpoint.ts';
import { hintOf, keyProblem } from '#shared/domain/rules/key-rules.ts';
import type { KeychainState, VaultMode, VaultStatus } from '#shared/domain/vault.ts';
import { AppError } from '#shared/errors.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { NoteKeyFact } from './key-facts.ts';
import { KeyReader } from './key-reader.ts';
import { CurrentKeyRecords, type KeyRecords } from './key-records.ts';
import { viewOfKey } from './key-view.ts';
import { noKey, type Undo } from './sealed-keys.ts';
import { Serial } from './serial.ts';
import { UnfinishedChanges } from './unfinished-changes.ts';
import type { Vault } from './vault.ts';
import { Verifications } from './verifications.ts';

export interface KeysDependencies {
  /** The registry. */
  readonly records: KeyRecords;
  readonly vault: Vault;
  /** Asks the provider: resolves to how many models it offers, rejects when the key does not work. */
  readonly verify: (configuration: Configuration, key: string) => Promise<number>;
  readonly now: () => Date;
  /** What can be shown of this configuration's key is no longer what it was. */
  readonly onChange: (configurationId: string) => void;
  readonly note: NoteKeyFact;
}

/**
 * Set, replace, remove, verify and approve keys, and read one for a run. What concerns one configuration happens one after the
 * other, and a record that cannot be written takes the key back with it, so that vault and record agree.
 */
export class Keys {
  readonly #registry: KeyRecords;
  readonly #records: CurrentKeyRecords;
  readonly #vault: Vault;
  readonly #askProvider: KeysDependencies['verify'];
  readonly #now: () => Date;
  readonly #onChange: (configurationId: string) => void;
  readonly #reader: KeyReader;
  readonly #unfinished: UnfinishedChanges;
  readonly #serial = new Serial();
  readonly #verifications = new Verifications();
  #readable = true;

  constructor({ records, vault, verify, now, onChange, note }: KeysDependencies) {
    this.#registry = records;
    this.#records = new CurrentKeyRecords(records, vault);
    this.#vault = vault;
    this.#askProvider = verify;
    this.#now = now;
    this.#onChange = onChange;
    this.#reader = new KeyReader({
      records: this.#records,
      vault,
      fingerprintSalt: records.fingerprintSalt,
      onChange,
      note,
    });
    this.#unfinished = new UnfinishedChanges({ records, vault, note });
  }

  /**
   * Throws `key-exists` where a key is stored, `key-malformed`, a `keychain-…` error, or `conflict` where the
   * configuration sends it elsewhere by now.
   */
  async set(configurationId: string, rawKey: string, actorName: string): Promise<void> {
    const asked = this.#registry.get(configurationId);
    return this.#serial.run(configurationId, async () => {
      await this.#settleForStoring(configurationId);
      if (this.#records.of(configurationId)?.status === 'stored') {
        throw new AppError(
          'key-exists',
          'A key is already stored for this configuration. Use Replace key to change it.',
        );
      }
      await this.#store(asked, rawKey, actorName);
    });
  }

  /** Throws `key-absent` where none is stored, and else what `set` throws. */
  async replace(configurationId: string, rawKey: string, actorName: string): Promise<void> {
    const asked = this.#registry.get(configurationId);
    return this.#serial.run(configurationId, async () => {
      await this.#settleForStoring(configurationId);
      if (this.#records.of(configurationId) === null) {
        throw new AppError(
          'key-absent',
          'No key is stored for this configuration, so there is none to replace. Use Set key.',
        );
      }
      await this.#store(asked, rawKey, actorName);
    });
  }

  /**
   * Removes the key from the vault, then its record. Where the vault cannot, nothing changes. No key is no error.
   *
   * @param deleteConfiguration deletes the configuration, with what is remembered of its key, in the same turn, so that
   * no key can be set for it in between; when it throws, the key is put back
   */
  remove(configurationId: string, deleteConfiguration?: () => void): Promise<void> {
    return this.#serial.run(configurationId, async () => {
      await this.#unfinished.settle(configurationId);
      const undo = await this.#removeFromVault(configurationId);
      await orUndo(undo, () => {
        deleteConfiguration?.();
        this.#records.forget(configurationId);
      });
      this.#verifications.forget(configurationId);
      if (undo !== null && deleteConfiguration === undefined) this.#onChange(configurationId);
    });
  }

  /**
   * Marks the key now in use as approved. Throws `key-absent` or `key-needs-reentry`.
   *
   * @param fingerprint of the key that was looked at; `conflict` is thrown where another is stored by now
   */
  approve(configurationId: string, fingerprint: string, actorName: string): Promise<void> {
    return this.#serial.run(configurationId, async () => {
      const record = this.#records.of(configurationId);
      if (record === null) throw noKey();
      if (record.status === 'needs-reentry') throw notApprovable();
      if (record.fingerprint !== fingerprint) throw notTheOneSeen();
      this.#records.write(configurationId, {
        ...record,
        approvedAt: this.#now().toISOString(),
        approvedBy: actorName.slice(0, 200),
      });
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
        ? await this.#serial.run(configurationId, () => this.#reader.read(configurationId))
        : accept(rawKey);
    const modelCount = await this.#askProvider(configuration, key);
    const verifiedAt = this.#now().toISOString();
    await this.#serial.run(configurationId, async () => {
      this.#verifications.remember(configuration, this.#fingerprint(key), verifiedAt);
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
      const key = await this.#reader.read(id);
      this.#records.touch(id, this.#now().toISOString());
      this.#onChange(id);
      return key;
    });
  }

  /** The key for a request that is no run, which does not count as its use. Null and errors as for `keyForRun`. */
  keyForRequest({ id, authentication }: Configuration): Promise<string | null> {
    return this.#serial.run(id, async () =>
      authentication === 'none' && this.#records.of(id) === null ? null : this.#reader.read(id),
    );
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

  /**
   * Whether a key is stored for the configuration, or on its way into the keychain: also one whose storing was cut
   * short, of which only the keychain can tell whether it is there.
   */
  mayHold(configurationId: string): boolean {
    const { keyChanges } = this.#registry.keyRecords();
    return this.#records.of(configurationId) !== null || keyChanges[configurationId] !== undefined;
  }

  /** Ends what was cut short, for every key; throws where that cannot be done for one. */
  async settleAll(): Promise<void> {
    for (const id of this.#unfinished.ids()) {
      await this.#serial.run(id, () => this.#unfinished.settle(id));
    }
  }

  /** Opens the stored key to see whether that can be done, and marks it accordingly. Never throws an `AppError`. */
  async check(configurationId: string): Promise<void> {
    try {
      await this.#serial.run(configurationId, () => this.#reader.read(configurationId));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }

  /** Runs `task` while nothing is done with any key. */
  alone<T>(task: () => Promise<T>): Promise<T> {
    return this.#serial.runAlone(task);
  }

  /**
   * Says where keys go from now on. Going back to the keychain waits for what is under way, so that no key is stored in
   * a session that is about to be dropped. Throws a `keychain-…` error.
   */
  setVaultMode(mode: VaultMode): Promise<VaultStatus> {
    const set = () => this.#vault.setMode(mode);
    return mode === 'keychain' ? this.alone(set) : set();
  }

  /** Takes note that the vault's status changed. Answers with the configurations whose key is shown differently now. */
  vaultChanged(): readonly string[] {
    const affected = new Set(this.#records.dropEnded());
    const readable = isReadable(this.#vault.lastKeychainState);
    if (readable !== this.#readable) {
      this.#readable = readable;
      for (const id of Object.keys(this.#registry.keyRecords().keys)) affected.add(id);
    }
    return [...affected];
  }

  /** What memory alone is to hold is no matter of the keychain, which may not answer. */
  async #settleForStoring(configurationId: string): Promise<void> {
    if (this.#vault.mode === 'keychain') await this.#unfinished.settle(configurationId);
  }

  async #store(asked: Configuration, rawKey: string, actorName: string): Promise<void> {
    const { id: configurationId } = asked;
    const key = accept(rawKey);
    const metadata = this.#metadataFor(configurationId, key, actorName);
    const { undo, encryptedUnder } = await this.#vault.store(configurationId, key, (sealed) => {
      const { digest, encryptedUnder } = sealed;
      this.#refuseIfMoved(asked);
      this.#registry.recordKeys({
        changes: {
          [configurationId]: { kind: 'store', digest, metadata: { ...metadata, encryptedUnder } },
        },
      });
    });
    await orUndo(undo, () => {
      this.#refuseIfMoved(asked);
      this.#records.stored(configurationId, { ...metadata, encryptedUnder });
    });
    this.#onChange(configurationId);
  }

  /** A key is stored for where its configuration pointed when it was entered, and for nowhere else. */
  #refuseIfMoved(asked: Configuration): void {
    const now = this.#registry.get(asked.id);
    if (!sameDestination(asked, now)) throw moved(now.name);
  }

  /** A key that is entered again because it could not be opened is still the same key, and as old as it was. */
  #metadataFor(configurationId: string, key: string, actorName: string): KeyMetadata {
    const fingerprint = this.#fingerprint(key);
    const before = this.#records.of(configurationId);
    const verifiedAt = this.#verifiedAt(configurationId, fingerprint);
    if (before?.status === 'needs-reentry' && before.fingerprint === fingerprint) {
      return { ...before, status: 'stored', lastVerifiedAt: verifiedAt ?? before.lastVerifiedAt };
    }
    return {
      status: 'stored',
      hint: hintOf(key),
      fingerprint,
      setAt: this.#now().toISOString(),
      setBy: actorName.slice(0, 200),
      lastVerifiedAt: verifiedAt,
      lastUsedAt: null,
      approvedAt: null,
      approvedBy: null,
      encryptedUnder: null,
    };
  }

  /** Null when there was no key. */
  async #removeFromVault(configurationId: string): Promise<Undo | null> {
    if (this.#registry.keyMetadata(configurationId) !== null) {
      return this.#vault.remove(configurationId, () =>
        this.#registry.recordKeys({ changes: { [configurationId]: { kind: 'remove' } } }),
      );
    }
    if (!this.#vault.holdsForSession(configurationId)) return null;
    return this.#vault.removeFromSession(configurationId);
  }

  #verifiedAt(configurationId: string, fingerprint: string): string | null {
    return this.#verifications.at(this.#registry.get(configurationId), fingerprint);
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
 * Writes the record, or else takes back what was done in the vault. Either way the change stays noted as one that has
 * begun, until it is found what the vault holds.
 */
async function orUndo(undo: Undo | null, write: () => void): Promise<void> {
  try {
    write();
  } catch (error) {
    await undo?.().catch(() => undefined);
    throw error;
  }
}

function isReadable(state: KeychainState | null): boolean {
  return state === null || state === 'available';
}

function notApprovable(): AppError {
  return new AppError(
    'key-needs-reentry',
    'The stored key cannot be opened, so there is nothing to approve. Replace it by entering the key again, then approve it.',
  );
}

function notTheOneSeen(): AppError {
  return new AppError(
    'conflict',
    'The key was replaced in the meantime, so it was not approved. Look at the one that is stored now, then approve it.',
  );
}

function moved(name: string): AppError {
  return new AppError(
    'conflict',
    `The base URL of "${name}" was changed in the meantime, so the key was not stored. Look where it would go, then enter it again.`,
  );
}
