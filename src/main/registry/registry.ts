import type {
  Configuration,
  ConfigurationFields,
  EffectiveDefault,
} from '#shared/domain/configuration.ts';
import { type KeyChange, type KeyMetadata, keyMetadataSchema } from '#shared/domain/key.ts';
import { effectiveDefault } from '#shared/domain/rules/effective-default.ts';
import { type Settings, settingsSchema } from '#shared/domain/settings.ts';
import { AppError } from '#shared/errors.ts';
import type { MemberRecord } from '../access/member-record.ts';
import {
  emptyRegistry,
  type RegistryDocument,
  type RegistryStorage,
  registryDocumentSchema,
} from '../storage/registry-document.ts';
import { afterBulkChange, type BulkChange } from './bulk-change.ts';
import { checkedFields } from './checked-fields.ts';
import { copyName } from './copy-name.ts';
import { NameIndex } from './name-index.ts';

/** How long the use of a key stays unwritten at most, in milliseconds: a crash costs no more. */
const unwrittenMs = 5_000;

const membersSchema = registryDocumentSchema.pick({ members: true, actingMemberId: true });

/** Ids of the configurations that changed, their key metadata and their being the default included. */
export interface RegistryChange {
  readonly upserted: readonly string[];
  readonly removed: readonly string[];
}

/** What is to be remembered of keys, by configuration id; what is not named stays, null forgets. */
export interface KeyRecordsUpdate {
  readonly keys?: Readonly<Record<string, KeyMetadata | null>>;
  readonly changes?: Readonly<Record<string, KeyChange | null>>;
  readonly rotatingTo?: string | null;
}

/** What the registry is built from. */
export interface RegistryDependencies {
  readonly storage: RegistryStorage;
  readonly now: () => Date;
  /** A new UUID. */
  readonly newId: () => string;
  /** 32 random bytes, hex. */
  readonly newSalt: () => string;
}

/**
 * The registry of one workspace: its configurations, what is remembered of their keys, the default, and the settings.
 *
 * The whole of it is one document, replaced as a whole: each change builds the next document, writes it, and only
 * then takes it over, so that a change that cannot be written has not happened, in memory or on disk.
 */
export class Registry {
  readonly #storage: RegistryStorage;
  readonly #now: () => Date;
  readonly #newId: () => string;
  readonly #listeners = new Set<(change: RegistryChange) => void>();
  #names = new NameIndex();
  readonly #byId = new Map<string, Configuration>();
  /** Ids whose key was used since the last write. */
  readonly #touched = new Set<string>();
  #writingTouched: NodeJS.Timeout | undefined;
  #document: RegistryDocument;

  /**
   * Reads what is stored. With nothing stored it starts a new document, which is written with the first change.
   *
   * @throws AppError `registry-damaged` when what is stored cannot be read
   */
  constructor({ storage, now, newId, newSalt }: RegistryDependencies) {
    this.#storage = storage;
    this.#now = now;
    this.#newId = newId;
    this.#document = storage.read() ?? emptyRegistry(newSalt());
    for (const configuration of this.#document.configurations) {
      this.#byId.set(configuration.id, configuration);
      this.#names.add(configuration.name);
    }
  }

  /** In order of creation. */
  list(): readonly Configuration[] {
    return this.#document.configurations;
  }

  /** @throws AppError `not-found` */
  get(id: string): Configuration {
    const configuration = this.#byId.get(id);
    if (configuration === undefined) {
      throw new AppError(
        'not-found',
        'This configuration is no longer in the registry. Choose another.',
      );
    }
    return configuration;
  }

  /** The one answer to "which configuration is used", with its reason; null while there are none. */
  effectiveDefault(): EffectiveDefault | null {
    return effectiveDefault(
      this.#document.configurations.map(({ id }) => id),
      this.#document.defaultId,
    );
  }

  /** @throws AppError `name-taken` or `invalid-input`, with a sentence per field */
  create(fields: ConfigurationFields): Configuration {
    const at = this.#now().toISOString();
    const created: Configuration = {
      ...checkedFields(fields, (name) => this.#names.has(name)),
      id: this.#newId(),
      revision: 1,
      createdAt: at,
      updatedAt: at,
    };
    const configurations = [...this.#document.configurations, created];
    this.#commit({ configurations }, { upserted: [created.id], removed: [] }, () => {
      this.#byId.set(created.id, created);
      this.#names.add(created.name);
    });
    return created;
  }

  /**
   * Replaces every field.
   *
   * @param revision the one the change started from
   * @throws AppError `not-found`; `conflict` when the configuration has changed since; `name-taken`; `invalid-input`
   */
  update(id: string, revision: number, fields: ConfigurationFields): Configuration {
    const current = this.#ofRevision(id, revision);
    const updated: Configuration = {
      ...checkedFields(fields, (name) => this.#names.hasBeside(name, current.name)),
      id,
      revision: revision + 1,
      createdAt: current.createdAt,
      updatedAt: this.#now().toISOString(),
    };
    const configurations = this.#document.configurations.map((one) =>
      one.id === id ? updated : one,
    );
    this.#commit({ configurations }, { upserted: [id], removed: [] }, () => {
      this.#byId.set(id, updated);
      this.#names.remove(current.name);
      this.#names.add(updated.name);
    });
    return updated;
  }

  /**
   * Creates and updates any number of configurations in one write, as `create` and `update` do. Returns the ids of
   * those that are new or changed, in order of creation.
   *
   * @throws what `create` and `update` throw, and then nothing is changed
   */
  saveAll(change: BulkChange): readonly string[] {
    const { configurations, changed, names } = afterBulkChange(change, {
      configurations: this.#document.configurations,
      replaced: change.updated.map(({ id, revision }) => this.#ofRevision(id, revision)),
      names: this.#names,
      at: this.#now().toISOString(),
      newId: this.#newId,
    });
    if (changed.length === 0) return [];
    const upserted = changed.map(({ id }) => id);
    this.#commit({ configurations: [...configurations] }, { upserted, removed: [] }, () => {
      for (const one of changed) this.#byId.set(one.id, one);
      this.#names = names;
    });
    return upserted;
  }

  /** A new configuration with the same fields under a free name, without the key. */
  duplicate(id: string): Configuration {
    const { id: _, revision, createdAt, updatedAt, ...fields } = this.get(id);
    return this.create({ ...fields, name: copyName(fields.name, (name) => this.#names.has(name)) });
  }

  /** Removes the configuration, what is remembered of its key, and its mark as default, in one write. */
  remove(id: string): void {
    const removed = this.get(id);
    const { defaultId, keyChanges } = this.#document;
    const changes = {
      configurations: this.#document.configurations.filter((one) => one.id !== id),
      keys: merged(this.#document.keys, { [id]: null }),
      // A removal of its key ends with it; a key that is just being stored has still to be found.
      keyChanges:
        keyChanges[id]?.kind === 'remove' ? merged(keyChanges, { [id]: null }) : keyChanges,
      defaultId: defaultId === id ? null : defaultId,
    };
    this.#commit(changes, { upserted: [], removed: [id] }, () => {
      this.#byId.delete(id);
      this.#names.remove(removed.name);
    });
  }

  /** Marks one as default, which clears the mark of any other, in one write; null leaves none marked. */
  setDefault(id: string | null): void {
    if (id !== null) this.get(id);
    const old = this.#document.defaultId;
    if (old === id) return;
    const upserted = [old, id].filter((one) => one !== null);
    this.#commit({ defaultId: id }, { upserted, removed: [] });
  }

  /** What is remembered of the configuration's key; null without one. */
  keyMetadata(id: string): KeyMetadata | null {
    return this.#document.keys[id] ?? null;
  }

  /**
   * Sets what is remembered of the configuration's key; null forgets it.
   *
   * @throws AppError `not-found`
   */
  setKeyMetadata(id: string, metadata: KeyMetadata | null): void {
    this.get(id);
    if (metadata === null && this.keyMetadata(id) === null) return;
    this.recordKeys({ keys: { [id]: metadata } });
  }

  /** Everything that is remembered of keys: metadata, changes that have begun, and a rotation that has. */
  keyRecords(): Pick<RegistryDocument, 'keys' | 'keyChanges' | 'rotatingTo'> {
    return this.#document;
  }

  /**
   * Sets what is remembered of several keys in one write.
   *
   * @throws AppError `not-found` when a key is to be remembered for a configuration that is gone
   */
  recordKeys({
    keys = {},
    changes = {},
    rotatingTo = this.#document.rotatingTo,
  }: KeyRecordsUpdate): void {
    for (const [id, metadata] of Object.entries(keys)) if (metadata !== null) this.get(id);
    const parsed = Object.entries(keys).map(
      ([id, metadata]) => [id, metadata && keyMetadataSchema.parse(metadata)] as const,
    );
    this.#commit(
      {
        keys: merged(this.#document.keys, Object.fromEntries(parsed)),
        keyChanges: merged(this.#document.keyChanges, changes),
        rotatingTo,
      },
      { upserted: Object.keys(keys).filter((id) => this.#byId.has(id)), removed: [] },
    );
  }

  /**
   * Notes that a run used the key. In force at once, written with the next change or a few seconds later, so that no
   * run waits for it. A key or configuration that is gone by then is no error.
   *
   * @param usedAt ISO 8601, UTC
   */
  touchKey(id: string, usedAt: string): void {
    const metadata = this.keyMetadata(id);
    if (metadata === null) return;
    const used = keyMetadataSchema.parse({ ...metadata, lastUsedAt: usedAt });
    const keys = { ...this.#document.keys, [id]: used };
    this.#document = { ...this.#document, keys };
    this.#touched.add(id);
    this.#writingTouched ??= setTimeout(() => this.#tryFlush(), unwrittenMs).unref();
  }

  settings(): Settings {
    return this.#document.settings;
  }

  updateSettings(changes: Partial<Settings>): Settings {
    const settings = settingsSchema.parse({ ...this.#document.settings, ...changes });
    this.#commit({ settings }, { upserted: [], removed: [] });
    return settings;
  }

  /** In order of their being added. */
  members(): readonly MemberRecord[] {
    return this.#document.members;
  }

  /** The member who acted last; null before the first. */
  actingMemberId(): string | null {
    return this.#document.actingMemberId;
  }

  /** Replaces all members and who of them acts, in one write. */
  saveMembers(members: readonly MemberRecord[], actingMemberId: string): void {
    this.#commit(membersSchema.parse({ members, actingMemberId }), { upserted: [], removed: [] });
  }

  /** The HMAC key of fingerprints: one for the workspace, made with it. 32 bytes, hex. */
  get fingerprintSalt(): string {
    return this.#document.fingerprintSalt;
  }

  /**
   * Calls `listener` after each change that was written, until the returned function is called. A change of the
   * default names the old and the new one. Listeners must not throw.
   */
  onChange(listener: (change: RegistryChange) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Writes what `touchKey` noted, if anything is pending. */
  flush(): void {
    clearTimeout(this.#writingTouched);
    this.#writingTouched = undefined;
    if (this.#touched.size > 0) this.#commit({}, { upserted: [], removed: [] });
  }

  /** A use that cannot be written now is written with the next one. */
  #tryFlush(): void {
    try {
      this.flush();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }

  #ofRevision(id: string, revision: number): Configuration {
    const current = this.get(id);
    if (current.revision === revision) return current;
    throw new AppError(
      'conflict',
      `"${current.name}" was changed elsewhere in the meantime. Open it again, then make your change.`,
    );
  }

  /** Writes, then takes over, then announces; a failing write leaves everything as it was. */
  #commit(changes: Partial<RegistryDocument>, change: RegistryChange, takeOver?: () => void): void {
    const next = { ...this.#document, ...changes };
    this.#storage.write(next);
    this.#document = next;
    takeOver?.();
    this.#announce(change);
  }

  #announce(change: RegistryChange): void {
    const upserted = new Set([...change.upserted, ...this.#touched]);
    for (const id of change.removed) upserted.delete(id);
    this.#touched.clear();
    if (upserted.size === 0 && change.removed.length === 0) return;
    for (const listener of this.#listeners) {
      listener({ upserted: [...upserted], removed: change.removed });
    }
  }
}

/** `before` with `changes` made; null takes an entry out. */
function merged<T>(
  before: Readonly<Record<string, T>>,
  changes: Readonly<Record<string, NoInfer<T> | null>>,
): Record<string, T> {
  const after = { ...before };
  for (const [id, value] of Object.entries(changes)) {
    if (value === null) delete after[id];
    else after[id] = value;
  }
  return after;
}
