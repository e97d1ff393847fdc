import type { Configuration } from '#shared/domain/configuration.ts';
import type { KeyChange, KeyMetadata } from '#shared/domain/key.ts';
import { AppError } from '#shared/errors.ts';
import type { KeyRecords } from '../key-records.ts';

/** A registry in memory whose next write can be made to fail. */
export interface KeyRecordsDouble extends KeyRecords {
  readonly configurations: Map<string, Configuration>;
  readonly metadata: Map<string, KeyMetadata>;
  failWrites: boolean;
}

export function createKeyRecordsDouble(): KeyRecordsDouble {
  const configurations = new Map<string, Configuration>();
  const metadata = new Map<string, KeyMetadata>();
  const keyChanges = new Map<string, KeyChange>();
  let rotation: string | null = null;
  const refuse = () => {
    if (records.failWrites) {
      throw new AppError('storage-failed', 'The registry could not be written. Free some space.');
    }
  };
  const records: KeyRecordsDouble = {
    configurations,
    metadata,
    failWrites: false,
    fingerprintSalt: 'ab'.repeat(32),
    get(id) {
      const found = configurations.get(id);
      if (found === undefined) throw new AppError('not-found', 'There is no such configuration.');
      return found;
    },
    keyMetadata: (id) => metadata.get(id) ?? null,
    keyRecords: () => ({
      keys: Object.fromEntries(metadata),
      keyChanges: Object.fromEntries(keyChanges),
      rotatingTo: rotation,
    }),
    recordKeys({ keys = {}, changes = {}, rotatingTo = rotation }) {
      for (const [id, value] of Object.entries(keys)) if (value !== null) records.get(id);
      refuse();
      apply(metadata, keys);
      apply(keyChanges, changes);
      rotation = rotatingTo;
    },
    touchKey(id, usedAt) {
      refuse();
      const old = metadata.get(id);
      if (old !== undefined) metadata.set(id, { ...old, lastUsedAt: usedAt });
    },
  };
  return records;
}

function apply<T>(to: Map<string, T>, changes: Readonly<Record<string, NoInfer<T> | null>>): void {
  for (const [id, value] of Object.entries(changes)) {
    if (value === null) to.delete(id);
    else to.set(id, value);
  }
}

export function aConfiguration(
  id: string,
  authentication: Configuration['authentication'] = 'key',
): Configuration {
  return {
    id,
    revision: 1,
    createdAt: '2026-11-01T10:00:00.000Z',
    updatedAt: '2026-11-01T10:00:00.000Z',
    name: `Configuration ${id.slice(0, 8)}`,
    provider: 'custom',
    model: 'a-model',
    baseUrl: 'http://127.0.0.1:8080/v1',
    authentication,
    allowUnencrypted: false,
    temperature: null,
    topP: null,
    maxOutputTokens: null,
    systemPrompt: null,
    contextLength: null,
    keepAlive: null,
    openaiApi: 'responses',
    headers: {},
    connectTimeoutMs: null,
    firstTokenTimeoutMs: null,
    idleTimeoutMs: null,
    tags: [],
    notes: '',
  };
}
