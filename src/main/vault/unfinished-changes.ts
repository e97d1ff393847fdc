import type { KeyChange, KeyMetadata } from '#shared/domain/key.ts';
import type { KeyFact, NoteKeyFact } from './key-facts.ts';
import type { KeyRecords } from './key-records.ts';
import type { Vault } from './vault.ts';

interface UnfinishedChangesDependencies {
  readonly records: KeyRecords;
  readonly vault: Pick<Vault, 'digest' | 'remove'>;
  readonly note: NoteKeyFact;
}

/** How a change that was cut short is ended. */
interface End {
  readonly fact: Omit<KeyFact, 'configurationId'>;
  /** What is remembered of the key from now on, null for nothing; left out, it stays as it is. */
  readonly metadata?: KeyMetadata | null;
  /** True when the keychain holds a key that belongs to nothing. */
  readonly stray?: boolean;
}

/**
 * Changes of keys that were cut short between the keychain and the record, because Keywell was killed or its registry
 * could not be written. What the keychain holds decides whether a change is brought to its end or was never made.
 */
export class UnfinishedChanges {
  readonly #records: KeyRecords;
  readonly #vault: UnfinishedChangesDependencies['vault'];
  readonly #note: NoteKeyFact;

  constructor({ records, vault, note }: UnfinishedChangesDependencies) {
    this.#records = records;
    this.#vault = vault;
    this.#note = note;
  }

  /** Configurations whose key has one. */
  ids(): readonly string[] {
    return Object.keys(this.#records.keyRecords().keyChanges);
  }

  /**
   * Ends the change of one configuration's key, if there is one that was cut short. Throws a `keychain-…` error,
   * `storage-failed`, or that it cannot be put on record; then it is as unfinished as before.
   */
  async settle(configurationId: string): Promise<void> {
    const change = this.#records.keyRecords().keyChanges[configurationId];
    if (change === undefined) return;
    const digest = await this.#vault.digest(configurationId);
    const { fact, metadata, stray } =
      change.kind === 'remove'
        ? endOfRemoval(digest)
        : endOfStoring(change, digest, this.#exists(configurationId));
    await this.#note({ ...fact, configurationId });
    if (stray === true) await this.#vault.remove(configurationId);
    this.#records.recordKeys({
      keys: metadata === undefined ? {} : { [configurationId]: metadata },
      changes: { [configurationId]: null },
    });
  }

  #exists(configurationId: string): boolean {
    try {
      this.#records.get(configurationId);
      return true;
    } catch {
      return false;
    }
  }
}

/** @param digest of what the keychain holds now */
function endOfRemoval(digest: string | null): End {
  if (digest !== null) {
    return {
      fact: {
        action: 'key.removed',
        detail: 'A removal was interrupted before the key left the keychain. It is still stored.',
      },
    };
  }
  return {
    fact: {
      action: 'key.removed',
      detail:
        'A removal was interrupted after the key had left the keychain. It is off the record now.',
    },
    metadata: null,
  };
}

function endOfStoring(
  change: Extract<KeyChange, { kind: 'store' }>,
  digest: string | null,
  configurationExists: boolean,
): End {
  if (digest !== change.digest) {
    return {
      fact: {
        action: 'key.set',
        detail: 'Saving a key was interrupted before it reached the keychain. Nothing changed.',
      },
    };
  }
  if (!configurationExists) {
    return {
      fact: {
        action: 'key.removed',
        detail:
          'Saving a key was interrupted, and its configuration is gone. The key is removed from the keychain.',
      },
      stray: true,
    };
  }
  return {
    fact: {
      action: 'key.set',
      detail:
        'Saving a key was interrupted after it had reached the keychain. It is on record now.',
    },
    metadata: change.metadata,
  };
}
