import type { KeyMetadata } from '#shared/domain/key.ts';
import { AppError } from '#shared/errors.ts';
import type { OutputOf } from '#shared/ipc/routes.ts';
import type { KeyFact, NoteKeyFact } from './key-facts.ts';
import type { KeyRecords } from './key-records.ts';
import type { Keys } from './keys.ts';
import type { Vault } from './vault.ts';

interface EncryptionDependencies {
  readonly records: KeyRecords;
  readonly vault: Vault;
  readonly keys: Pick<Keys, 'alone' | 'check' | 'settleAll'>;
  readonly note: NoteKeyFact;
}

const afterRotation =
  'The encryption key was rotated, so the stored key cannot be opened any more. Enter it again.';
const afterOutsideChange =
  'The encryption key in force is not the one this key was stored under. Enter it again, or bring the other back.';

/**
 * The encryption key: where it is, its rotation, and what a change of it means for stored keys. None is ever deleted
 * because of it: a key that does not open any more needs re-entry, and is as before once its encryption key is back.
 */
export class Encryption {
  readonly #records: KeyRecords;
  readonly #vault: Vault;
  readonly #keys: EncryptionDependencies['keys'];
  readonly #note: NoteKeyFact;

  constructor({ records, vault, keys, note }: EncryptionDependencies) {
    this.#records = records;
    this.#vault = vault;
    this.#keys = keys;
    this.#note = note;
  }

  async status(): Promise<OutputOf<'encryption.status'>> {
    const { keys } = this.#records.keyRecords();
    const needsReentry = Object.keys(keys).filter((id) => keys[id]?.status === 'needs-reentry');
    return { source: await this.#source(Object.keys(keys).length > 0), needsReentry };
  }

  /**
   * Puts a new encryption key in the place of the keychain's, by which every stored key needs re-entry. Throws
   * `encryption-key-from-environment`, `encryption-key-absent`, a `keychain-…` error or `storage-failed`.
   */
  async rotate(): Promise<void> {
    if (this.#vault.encryptionKeyFromEnvironment) throw fromEnvironment();
    await this.#keys.settleAll();
    const marked = await this.#keys.alone(async () => {
      const undo = await this.#replace();
      const { keys } = this.#records.keyRecords();
      const changes = changesTo('needs-reentry', keys, () => true);
      try {
        this.#records.recordKeys({ keys: changes, rotatingTo: null });
      } catch (error) {
        await undo()
          .then(() => this.#records.recordKeys({ rotatingTo: null }))
          .catch(() => undefined);
        throw error;
      }
      return Object.keys(changes);
    });
    await this.#noteReentry(marked, afterRotation).catch(() => undefined);
  }

  /**
   * Ends what was cut short, and finds out whether the encryption key is still the one that keys were stored under: by
   * its check, without opening a key. To be called whenever the keychain answers again. Throws what stands in its way.
   */
  async review(): Promise<void> {
    await this.#keys.settleAll();
    const { marked, detail } = await this.#keys.alone(() => this.#compare());
    const { keys } = this.#records.keyRecords();
    for (const [id, { encryptedUnder }] of Object.entries(keys)) {
      if (encryptedUnder === null) await this.#keys.check(id);
    }
    await this.#noteReentry(marked, detail);
  }

  /** Notes that the keychain was given an encryption key. Keys that were stored under a lost one are found by it. */
  async made(): Promise<void> {
    const detail = 'An encryption key was made and put into the keychain.';
    await this.#note({ action: 'encryption-key.created', configurationId: null, detail });
    await this.review();
  }

  async #source(isInUse: boolean): Promise<OutputOf<'encryption.status'>['source']> {
    if (this.#vault.encryptionKeyFromEnvironment) return 'environment';
    try {
      return (await this.#vault.encryptionKeyCheck()) === null ? 'none' : 'keychain';
    } catch {
      return isInUse ? 'keychain' : 'none';
    }
  }

  /** Notes before the write which key it is that comes, so that a rotation cut short is told from a change outside. */
  async #replace() {
    try {
      return await this.#vault.replaceEncryptionKey((check) =>
        this.#records.recordKeys({ rotatingTo: check }),
      );
    } catch (error) {
      await this.#compare().catch(() => undefined);
      throw error;
    }
  }

  /** Marks each key by whether the encryption key in force is its own. Answers with those that newly need re-entry. */
  async #compare(): Promise<{ readonly marked: readonly string[]; readonly detail: string }> {
    const { keys, rotatingTo } = this.#records.keyRecords();
    if (Object.keys(keys).length === 0 && rotatingTo === null) return { marked: [], detail: '' };
    const current = await this.#vault.encryptionKeyCheck();
    const isKnown = ({ encryptedUnder }: KeyMetadata) => encryptedUnder !== null;
    const opens = ({ encryptedUnder }: KeyMetadata) => encryptedUnder === current;
    const lost = changesTo('needs-reentry', keys, (one) => isKnown(one) && !opens(one));
    const back = changesTo('stored', keys, (one) => isKnown(one) && opens(one));
    const [lostIds, backIds] = [Object.keys(lost), Object.keys(back)];
    if (rotatingTo !== null) await this.#note(interrupted(rotatingTo === current));
    else if (lostIds.length > 0 || backIds.length > 0) {
      await this.#note(changedOutside(current, lostIds.length, backIds.length));
    }
    if (rotatingTo !== null || lostIds.length > 0 || backIds.length > 0) {
      this.#records.recordKeys({ keys: { ...lost, ...back }, rotatingTo: null });
    }
    return { marked: lostIds, detail: rotatingTo === null ? afterOutsideChange : afterRotation };
  }

  async #noteReentry(ids: readonly string[], detail: string): Promise<void> {
    for (const configurationId of ids) {
      await this.#note({ action: 'key.re-entry-needed', configurationId, detail });
    }
  }
}

/** What has to be written for those keys that it applies to and that are not marked so yet. */
function changesTo(
  status: KeyMetadata['status'],
  keys: Readonly<Record<string, KeyMetadata>>,
  applies: (metadata: KeyMetadata) => boolean,
): Readonly<Record<string, KeyMetadata>> {
  const changed = Object.entries(keys).filter(([, one]) => one.status !== status && applies(one));
  return Object.fromEntries(changed.map(([id, one]) => [id, { ...one, status }]));
}

function interrupted(isInForce: boolean): KeyFact {
  return {
    action: 'encryption-key.rotated',
    configurationId: null,
    detail: isInForce
      ? 'A rotation was interrupted after the new encryption key was in force. Every stored key needs re-entry.'
      : 'A rotation was interrupted before the new encryption key was in force. The old one still is.',
  };
}

/** @param current null when there is none */
function changedOutside(current: string | null, lost: number, back: number): KeyFact {
  const what =
    current === null
      ? 'The encryption key is no longer in the keychain.'
      : 'The encryption key is another than before.';
  const sentences = [
    what,
    lost > 0 && `Stored keys that need re-entry because of it: ${lost}. None was deleted.`,
    back > 0 && `Stored keys that can be opened again: ${back}.`,
  ];
  return {
    action: 'encryption-key.changed-outside',
    configurationId: null,
    detail: sentences.filter((one) => one !== false).join(' '),
  };
}

function fromEnvironment(): AppError {
  return new AppError(
    'encryption-key-from-environment',
    'The encryption key comes from KEYWELL_ENCRYPTION_KEY, so it is rotated there. Set the variable to 32 new random bytes in base64 or hex, start Keywell again, then enter each stored key again.',
  );
}
