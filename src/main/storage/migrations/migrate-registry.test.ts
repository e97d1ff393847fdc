import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseRegistryDocument } from '../parse-registry-document.ts';
import { from1To2 } from './from-1-to-2.ts';
import { migrateRegistry } from './migrate-registry.ts';

/** As Keywell 0.1 wrote it. */
const version1 = readFileSync(new URL('../testing/registry-v1.json', import.meta.url), 'utf8');

describe('from 1 to 2', () => {
  test('everything that was there stays, and what is new begins empty', () => {
    const before = JSON.parse(version1);
    const { document, writtenVersion } = parseRegistryDocument(version1, 'registry.json');
    expect(writtenVersion).toBe(1);
    expect(document).toMatchObject({ ...before, schemaVersion: 2 });
    expect(document).toMatchObject({ members: [], actingMemberId: null, keyChanges: {} });
    expect(document.rotatingTo).toBeNull();
    for (const key of Object.values(document.keys)) {
      expect(key).toMatchObject({ approvedAt: null, approvedBy: null, encryptedUnder: null });
    }
  });

  test('what a late version 1 knew already is not forgotten', () => {
    const approval = { approvedAt: '2026-10-04T09:00:00.000Z', approvedBy: 'Ada' };
    const before = { keys: { one: approval }, rotatingTo: '0123abcd', keyChanges: { one: {} } };
    expect(from1To2.migrate(before)).toMatchObject(before);
  });

  test('a document that version 1 cannot have written is refused', () => {
    for (const document of [null, [], {}, { keys: null }, { keys: { one: 'two' } }]) {
      expect(() => from1To2.migrate(document)).toThrow();
    }
  });
});

describe('the chain', () => {
  const document = { configurations: [{}, {}], keys: { one: {} } };
  const step = (from: number) => ({
    from,
    migrate: (given: unknown) => ({ ...Object(given), [`step${from}`]: true }),
  });

  test('takes every step from the version of the document on, in order', () => {
    const taken: number[] = [];
    const steps = [1, 2, 3].map((from) => ({
      from,
      migrate(given: unknown) {
        taken.push(from);
        return step(from).migrate(given);
      },
    }));
    expect(migrateRegistry(document, 2, steps)).toEqual({ ...document, step2: true, step3: true });
    expect(taken).toEqual([2, 3]);
  });

  test.each([
    ['a configuration', { configurations: [{}] }],
    ['a key', { keys: {} }],
  ])('that loses %s is refused', (_, lost) => {
    const losing = { from: 2, migrate: (given: unknown) => ({ ...Object(given), ...lost }) };
    expect(() => migrateRegistry(document, 1, [step(1), losing])).toThrow(/lost/);
  });

  test('that fails in the middle changes nothing of the document it began with', () => {
    const broken = {
      from: 2,
      migrate: () => {
        throw new Error('broken');
      },
    };
    const given = structuredClone(document);
    expect(() => migrateRegistry(given, 1, [step(1), broken])).toThrow('broken');
    expect(given).toEqual(document);
  });
});

test('a damaged file of an older version is refused with a sentence, as one of today is', () => {
  const damaged = version1.replace('"ollama"', '"nobody"');
  expect(() => parseRegistryDocument(damaged, 'registry.json')).toThrow(
    /wrong at configurations.0.provider/,
  );
  const withoutKeys = JSON.stringify({ ...JSON.parse(version1), keys: undefined });
  expect(() => parseRegistryDocument(withoutKeys, 'registry.json')).toThrow(/cannot? read|wrong/);
});
