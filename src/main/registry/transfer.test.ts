import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConfigurationFields } from '#shared/domain/configuration.ts';
import { configurationProblems, normalisedName } from '#shared/domain/rules/configuration-rules.ts';
import type { ConflictChoice } from '#shared/domain/transfer.ts';
import { AppError } from '#shared/errors.ts';
import { exportFileName, exportText } from './export-configurations.ts';
import { changesOf, planImport } from './import-plan.ts';
import { configurationFields } from './testing/configuration-fields.ts';
import { MemoryStorage } from './testing/memory-storage.ts';
import { testRegistry } from './testing/test-registry.ts';

const at = new Date('2026-11-23T10:00:00Z');

function setUp(...given: Partial<ConfigurationFields>[]) {
  const storage = new MemoryStorage();
  const registry = testRegistry(storage);
  for (const fields of given) registry.create(configurationFields(fields));
  const withKey = new Set<string>();
  const plan = (text: string) =>
    planImport(text, {
      configurations: registry.list(),
      hasKey: ({ id }) => withKey.has(id),
      policyProblem: ({ provider }) => (provider === 'cohere' ? 'Cohere is forbidden.' : null),
    });
  return {
    storage,
    registry,
    withKey,
    preview: (text: string) => plan(text).map(({ item }) => item),
    importing: (text: string, choice: ConflictChoice = 'skip') =>
      registry.saveAll(changesOf(plan(text), choice, registry.list())),
    exported: () => exportText(registry.list(), at),
    names: () => registry.list().map(({ name }) => name),
  };
}

/** A file as Keywell exports it, but for what is in its place of configurations, and `changes`. */
function fileOf(configurations: unknown, changes: object = {}): string {
  const head = { format: 'keywell-configurations', version: 1, exportedAt: at.toISOString() };
  return JSON.stringify({ ...head, configurations, ...changes });
}

function refusal(action: () => unknown): AppError {
  try {
    action();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('an export', () => {
  test('holds the fields of configurations and nothing else', () => {
    const { registry, exported } = setUp({ name: 'Laptop', tags: ['home'] });
    const { id } = registry.list()[0] ?? { id: '' };
    registry.setDefault(id);
    expect(JSON.parse(exported())).toEqual({
      format: 'keywell-configurations',
      version: 1,
      exportedAt: at.toISOString(),
      configurations: [configurationFields({ name: 'Laptop', tags: ['home'] })],
    });
    for (const secret of [id, registry.fingerprintSalt, 'revision', 'createdAt']) {
      expect(exported()).not.toContain(secret);
    }
  });

  test('leaves out what a record should not have, even if it had', () => {
    const { registry } = setUp({});
    const leaky = registry.list().map((one) => ({ ...one, apiKey: 'canary' }));
    expect(exportText(leaky, at)).not.toContain('canary');
  });

  test('has a name with its day', () => {
    expect(exportFileName(at)).toBe('keywell-configurations-2026-11-23.json');
  });
});

// Names and texts of every kind that the registry takes.
const fields = fc
  .record({
    name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    model: fc.string({ minLength: 1, maxLength: 20 }),
    temperature: fc.option(fc.double({ min: 0, max: 2, noNaN: true })),
    maxOutputTokens: fc.option(fc.integer({ min: 1, max: 1_000 })),
    systemPrompt: fc.option(fc.string({ unit: 'grapheme' })),
    headers: fc.dictionary(
      fc.stringMatching(/^X-[A-Za-z]{1,8}$/),
      fc.stringMatching(/^[ -~]{0,9}$/),
    ),
    tags: fc.array(fc.string({ minLength: 1, maxLength: 9 }), { maxLength: 4 }),
    notes: fc.string({ unit: 'binary' }),
  })
  .map((drawn) => configurationFields(drawn))
  .filter((one) => Object.keys(configurationProblems(one)).length === 0);

const someFields = fc.uniqueArray(fields, {
  selector: ({ name }) => normalisedName(name),
  maxLength: 8,
});

test('importing what was exported changes nothing, whatever there is and whatever is chosen', () => {
  const choice = fc.constantFrom<ConflictChoice>('skip', 'replace', 'keep-both');
  fc.assert(
    fc.property(someFields, choice, (given, conflicts) => {
      const { storage, registry, exported, importing, preview } = setUp(...given);
      const before = { text: storage.text, writes: storage.writes };
      expect(preview(exported()).every(({ status }) => status === 'same')).toBe(true);
      expect(importing(exported(), conflicts)).toEqual([]);
      expect({ text: storage.text, writes: storage.writes }).toEqual(before);
      // And in an empty registry it makes the same configurations, in the same order.
      const other = setUp();
      other.importing(exported(), conflicts);
      expect(other.exported()).toBe(exported());
      expect(registry.list()).toHaveLength(given.length);
    }),
  );
});

describe('a preview', () => {
  test('tells new, same and conflicting ones apart, by name in any spelling', () => {
    const { preview, storage } = setUp({ name: 'Laptop' }, { name: 'Café' });
    const before = storage.text;
    const file = fileOf([
      configurationFields({ name: ' laptop ', model: 'other' }),
      configurationFields({ name: 'Cafe\u0301' }),
      configurationFields({ name: 'New' }),
    ]);
    expect(preview(file).map(({ name, status }) => [name, status])).toEqual([
      ['laptop', 'conflict'],
      ['Café', 'same'],
      ['New', 'new'],
    ]);
    expect(storage.text).toBe(before);
  });

  test('says why something is invalid, with the name of its field', () => {
    const { preview } = setUp();
    const file = fileOf([
      configurationFields({ name: 'Hot', temperature: 7 }),
      { ...configurationFields({ name: 'Extra' }), apiKey: 'canary' },
      configurationFields({ name: 'Twice' }),
      configurationFields({ name: 'TWICE' }),
      configurationFields({ name: 'Forbidden', provider: 'cohere' }),
      { name: 'Bare' },
      null,
    ]);
    const items = preview(file);
    expect(items.map(({ status }) => status)).toEqual([
      'invalid',
      'invalid',
      'new',
      'invalid',
      'invalid',
      'invalid',
      'invalid',
    ]);
    expect(items[0]?.problems).toEqual(['temperature: Temperature is a number from 0 to 2.']);
    expect(items[1]?.problems).toEqual([
      'apiKey: A configuration has no field "apiKey". Take it out.',
    ]);
    expect(items[3]?.problems[0]).toMatch(/more than once/);
    expect(items[4]?.problems).toEqual(['Cohere is forbidden.']);
    expect(items[5]?.problems.length).toBeGreaterThan(1);
    expect(items[6]?.name).toBe('Number 7 in the file');
    expect(JSON.stringify(items)).not.toContain('canary');
  });

  test('refuses secrets wherever they are, and repeats none of them', () => {
    // Built here, so that no file holds anything that looks like a key.
    const secret = ['sk', 'proj', 'Zq7Lm2Xv9Rt4Kp8Wn3Yb6Hc1'].join('-');
    const { preview, importing, names } = setUp();
    const file = fileOf([
      configurationFields({ name: secret }),
      configurationFields({ name: 'Notes', notes: `My key is ${secret}.` }),
      configurationFields({ name: 'Header', headers: { 'X-Title': secret } }),
      configurationFields({ name: 'Authorization', headers: { Authorization: 'Bearer x' } }),
      configurationFields({ name: 'Prompt', systemPrompt: secret }),
      configurationFields({ name: 'Tag', tags: [secret.slice(0, 40)] }),
      configurationFields({ name: 'Url', baseUrl: `https://host/${secret}` }),
      { ...configurationFields({ name: 'Field' }), [secret]: 1 },
      { ...configurationFields({ name: 'Value' }), provider: secret },
    ]);
    const items = preview(file);
    expect(items.filter(({ status }) => status !== 'invalid')).toEqual([]);
    expect(JSON.stringify(items)).not.toContain(secret.slice(8));
    expect(refusal(() => importing(file)).message).not.toContain(secret.slice(8));
    expect(names()).toEqual([]);
  });
});

describe('importing', () => {
  const file = fileOf([
    configurationFields({ name: 'Laptop', model: 'other' }),
    configurationFields({ name: 'New' }),
  ]);

  test('happens in one write that is announced once', () => {
    const { storage, registry, importing } = setUp({ name: 'Laptop' });
    const changes: unknown[] = [];
    registry.onChange((change) => changes.push(change));
    const before = storage.writes;
    const ids = importing(file, 'replace');
    expect(storage.writes).toBe(before + 1);
    expect(changes).toEqual([{ upserted: ids, removed: [] }]);
    expect(testRegistry(storage).list()).toEqual(registry.list());
  });

  test('skips what is there, or replaces its fields, or keeps both, as was chosen', () => {
    const skipping = setUp({ name: 'Laptop' });
    expect(skipping.importing(file, 'skip')).toHaveLength(1);
    expect(skipping.registry.list().map(({ name, model }) => [name, model])).toEqual([
      ['Laptop', 'llama3.2'],
      ['New', 'llama3.2'],
    ]);

    const replacing = setUp({ name: 'Laptop' });
    const [before] = replacing.registry.list();
    replacing.importing(file, 'replace');
    expect(replacing.registry.list()[0]).toMatchObject({
      id: before?.id,
      createdAt: before?.createdAt,
      revision: 2,
      model: 'other',
    });
    expect(replacing.names()).toEqual(['Laptop', 'New']);

    const keeping = setUp({ name: 'Laptop' }, { name: 'Laptop (copy)' });
    keeping.importing(
      fileOf([
        configurationFields({ name: 'Laptop', model: 'other' }),
        configurationFields({ name: 'Laptop (copy 2)' }),
      ]),
      'keep-both',
    );
    expect(keeping.names()).toEqual([
      'Laptop',
      'Laptop (copy)',
      'Laptop (copy 3)',
      'Laptop (copy 2)',
    ]);
  });

  test('does all or nothing', () => {
    const { storage, registry, importing, names } = setUp({ name: 'Laptop' });
    const state = { text: storage.text, list: registry.list() };
    const spoilt = fileOf([
      configurationFields({ name: 'Good' }),
      configurationFields({ name: 'Hot', temperature: 7 }),
    ]);
    const error = refusal(() => importing(spoilt));
    expect(error.code).toBe('invalid-input');
    expect(error.message).toMatch(/Nothing was imported, because of "Hot"\. temperature: /);
    storage.failing = true;
    expect(refusal(() => importing(file, 'replace')).code).toBe('storage-failed');
    storage.failing = false;
    expect({ text: storage.text, list: registry.list() }).toEqual(state);
    expect(names()).toEqual(['Laptop']);
    importing(file, 'replace');
    expect(names()).toEqual(['Laptop', 'New']);
  });

  test('never sends a stored key to another address', () => {
    const { registry, withKey, preview, importing } = setUp({
      name: 'Gateway',
      provider: 'custom',
      baseUrl: 'https://models.example.com/v1',
    });
    const { id } = registry.list()[0] ?? { id: '' };
    withKey.add(id);
    const moved = (changes: Partial<ConfigurationFields>) =>
      fileOf([
        configurationFields({
          name: 'gateway',
          provider: 'custom',
          baseUrl: 'https://models.example.com/v1',
          ...changes,
        }),
      ]);
    for (const elsewhere of [
      { baseUrl: 'https://evil.example/v1' },
      { baseUrl: 'http://models.example.com/v1', allowUnencrypted: true },
      { provider: 'openai', baseUrl: null } as const,
    ]) {
      expect(preview(moved(elsewhere))).toMatchObject([
        { status: 'conflict', problems: [expect.stringMatching(/stored key/)] },
      ]);
      expect(refusal(() => importing(moved(elsewhere), 'replace')).message).toMatch(/stored key/);
      expect(importing(moved(elsewhere), 'skip')).toEqual([]);
    }
    expect(registry.get(id).baseUrl).toBe('https://models.example.com/v1');
    // What leaves the key where it was is replaced like anything else.
    expect(importing(moved({ notes: 'new' }), 'replace')).toEqual([id]);
    const [copy = ''] = importing(moved({ baseUrl: 'https://other.example/v1' }), 'keep-both');
    expect(withKey.has(copy)).toBe(false);
  });

  test('takes ten thousand at once', () => {
    const { storage, importing, preview, exported } = setUp();
    const many = Array.from({ length: 10_000 }, (_, index) =>
      configurationFields({ name: `Configuration ${index}` }),
    );
    expect(importing(fileOf(many))).toHaveLength(10_000);
    expect(storage.writes).toBe(1);
    expect(preview(exported()).every(({ status }) => status === 'same')).toBe(true);
  });
});

describe('a file that is no export', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  test.each([
    ['nothing', '', /not JSON/],
    ['cut off', fileOf([]).slice(0, -1), /not JSON/],
    ['another JSON', '{"a":1}', /not exported by Keywell/],
    ['a list', '[]', /not exported by Keywell/],
    ['null', 'null', /not exported by Keywell/],
    ['another format', fileOf([], { format: 'other' }), /not exported by Keywell/],
    ['a newer one', fileOf([], { version: 2 }), /newer version/],
    ['an older one', fileOf([], { version: 0 }), /wrong at version/],
    ['one with more in it', fileOf([], { keys: {} }), /not as Keywell exports it/],
    ['one without a list', fileOf({}), /wrong at configurations/],
    ['one with too many', fileOf(Array(100_001).fill(0)), /more than 100,000/],
    ['endless depth', deep, /not exported by Keywell/],
  ])('%s is refused with a sentence', (_, text, sentence) => {
    const { preview, importing } = setUp();
    expect(refusal(() => preview(text)).code).toBe('invalid-input');
    expect(refusal(() => importing(text)).message).toMatch(sentence);
  });

  test('a mark at its beginning, as Windows writes it, is no fault', () => {
    const { preview } = setUp();
    expect(preview(`\uFEFF${fileOf([])}`)).toEqual([]);
  });

  test('depth and names that mean something to JavaScript do no harm', () => {
    const { preview, registry } = setUp();
    const plain = JSON.stringify(configurationFields({ name: 'Plain' }));
    const proto = plain.replace('{', '{"__proto__":{"polluted":true},');
    const inHeaders = plain.replace(
      '"headers":{}',
      '"headers":{"__proto__":"x","constructor":"y"}',
    );
    const inDepth = plain.replace(
      '"headers":{}',
      `"headers":${'['.repeat(50_000)}${']'.repeat(50_000)}`,
    );
    const text = fileOf([]).replace('[]', `[${proto},${inDepth},${inHeaders}]`);
    const items = preview(text);
    expect(items[0]?.status).toBe('invalid');
    expect(items[1]?.status).toBe('invalid');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(registry.list()).toEqual([]);
  });

  test('of any kind breaks nothing', () => {
    const { preview } = setUp({ name: 'Laptop' });
    const anything = fc.jsonValue({ maxDepth: 6, depthSize: 'large' });
    const sound = configurationFields();
    const mutated = fc
      .tuple(fc.constantFrom(...Object.keys(sound)), anything)
      .map(([field, value]) => ({ ...sound, [field]: value }));
    fc.assert(
      fc.property(fc.array(fc.oneof(anything, mutated), { maxLength: 5 }), (configurations) => {
        const items = preview(fileOf(configurations));
        expect(items).toHaveLength(configurations.length);
        for (const { status, problems } of items) {
          expect(problems.length > 0).toBe(status === 'invalid');
        }
      }),
    );
  });
});
