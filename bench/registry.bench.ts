/**
 * What the registry costs at 10, 1,000 and 10,000 configurations: opening, listing, creating and saving one. Times
 * are medians in milliseconds; ratios are against a bare JSON.stringify and atomic write of the same document, taken
 * in turns with what they are compared to. Run it with `node bench/registry.bench.ts`.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Configuration, ConfigurationFields } from '#shared/domain/configuration.ts';
import { defaultSettings } from '#shared/domain/settings.ts';
import { configurationFields } from '../src/main/registry/testing/configuration-fields.ts';
import { keyMetadata } from '../src/main/registry/testing/key-metadata.ts';
import type { RegistryDocument } from '../src/main/storage/registry-document.ts';

// Before electron-store is imported, which otherwise looks for Electron's runtime.
process.env.ELECTRON_OVERRIDE_DIST_PATH ??= 'node_modules/electron/dist';
const { Registry } = await import('../src/main/registry/registry.ts');
const { createElectronStoreStorage } = await import(
  '../src/main/storage/electron-store-storage.ts'
);

const rounds = 15;

function fields(name: string): ConfigurationFields {
  return configurationFields({
    name,
    provider: 'custom',
    model: 'llama-3.3-70b-instruct',
    baseUrl: 'https://models.example.com/v1',
    authentication: 'key',
    temperature: 0.7,
    maxOutputTokens: 4_096,
    systemPrompt: 'Answer in plain English, briefly, and say so when you do not know.',
    headers: { 'X-Title': 'Keywell' },
    tags: ['bench', 'hosted'],
  });
}

function documentOf(count: number): RegistryDocument {
  const at = new Date().toISOString();
  const configurations = Array.from(
    { length: count },
    (_, index): Configuration => ({
      ...fields(`Configuration ${index}`),
      id: randomUUID(),
      revision: 1,
      createdAt: at,
      updatedAt: at,
    }),
  );
  const keys = Object.fromEntries(configurations.map(({ id }) => [id, keyMetadata()]));
  return {
    schemaVersion: 2,
    configurations,
    keys,
    keyChanges: {},
    rotatingTo: null,
    defaultId: null,
    settings: defaultSettings,
    members: [],
    actingMemberId: null,
    fingerprintSalt: randomBytes(32).toString('hex'),
  };
}

function bareWrite(file: string, document: RegistryDocument): void {
  const descriptor = openSync(`${file}.tmp`, 'w', 0o600);
  writeFileSync(descriptor, JSON.stringify(document));
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(`${file}.tmp`, file);
}

function time(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function measure(count: number, folder: string) {
  const storage = createElectronStoreStorage(folder);
  const document = documentOf(count);
  storage.write(document);
  const open = () =>
    new Registry({
      storage,
      now: () => new Date(),
      newId: randomUUID,
      newSalt: () => randomBytes(32).toString('hex'),
    });
  const registry = open();
  const times: Record<'bare' | 'open' | 'list' | 'create' | 'save', number[]> = {
    bare: [],
    open: [],
    list: [],
    create: [],
    save: [],
  };
  for (let round = 0; round < rounds; round += 1) {
    times.bare.push(time(() => bareWrite(path.join(folder, 'bare.json'), document)));
    times.create.push(time(() => registry.create(fields(`New ${round}`))));
    const { id = '', revision = 0 } = registry.list().at(-1) ?? {};
    times.save.push(time(() => registry.update(id, revision, fields(`Saved ${round}`))));
    times.list.push(time(() => registry.list()));
    times.open.push(time(open));
  }
  return {
    kilobytes: Math.round(JSON.stringify(document).length / 1_000),
    bare: median(times.bare),
    open: median(times.open),
    list: median(times.list),
    create: median(times.create),
    save: median(times.save),
  };
}

const table: Record<string, Record<string, number | string>> = {};
for (const count of [10, 1_000, 10_000]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'keywell-bench-'));
  try {
    const { kilobytes, bare, open, list, create, save } = measure(count, folder);
    const ratio = (value: number) => `${(value / bare).toFixed(2)} x`;
    table[`${count.toLocaleString('en')} configurations`] = {
      kB: kilobytes,
      'bare write (ms)': bare.toFixed(2),
      'create (ms)': create.toFixed(2),
      'create / bare': ratio(create),
      'save (ms)': save.toFixed(2),
      'save / bare': ratio(save),
      'list (ms)': list.toFixed(3),
      'open (ms)': open.toFixed(2),
      'open / bare': ratio(open),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
console.table(table);
