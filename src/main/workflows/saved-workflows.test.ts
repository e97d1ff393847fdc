import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { workflowExamples } from '#shared/domain/rules/workflow/examples.ts';
import { exampleConfiguration } from '../usage/testing/ended-runs.ts';
import { openRecords } from '../usage/testing/records.ts';
import { SavedWorkflows } from './saved-workflows.ts';
import { chainOf } from './testing/chain.ts';

const [ada, bea] = ['member-1', 'member-2'];
const canary = `sk-proj-${'q8Zr2Lx9Vn4Tb7Wk1Ym6'.repeat(2)}`;

let opened: ReturnType<typeof openRecords>;
let workflows: SavedWorkflows;
let now: Date;

beforeEach(() => {
  opened = openRecords();
  now = new Date('2026-11-23T09:00:00.000Z');
  workflows = new SavedWorkflows({ database: opened.database, now: () => now });
});

function named(name: string, steps = 2) {
  return { ...chainOf(steps), name };
}

function create(document: unknown, configuration = null as typeof exampleConfiguration | null) {
  return workflows.save(ada, { document, replaces: null, configuration });
}

test('what is saved is there, and what drafted it', () => {
  const [example] = workflowExamples;
  const saved = create(example?.document, exampleConfiguration);
  expect(saved).toEqual({
    id: expect.any(String),
    name: 'Morning digest',
    description: example?.document.description,
    steps: 3,
    configuration: exampleConfiguration,
    createdAt: '2026-11-23T09:00:00.000Z',
    updatedAt: '2026-11-23T09:00:00.000Z',
    revision: 1,
    document: example?.document,
    earlier: [],
  });
  expect(workflows.get(ada, saved.id)).toEqual(saved);
  const { document: _document, earlier: _earlier, ...summary } = saved;
  expect(workflows.list(ada)).toEqual([summary]);
});

test('a document is saved with its defaults filled in and its name trimmed', () => {
  const { description: _none, ...short } = named('  Short ');
  expect(create(short).document).toMatchObject({ name: 'Short', description: '' });
});

test('the one saved last comes first', () => {
  const first = create(named('First'));
  create(named('Second'));
  now = new Date('2026-11-23T10:00:00.000Z');
  workflows.save(ada, {
    document: named('First', 3),
    replaces: { id: first.id, revision: 1 },
    configuration: null,
  });
  expect(workflows.list(ada).map(({ name, steps, updatedAt }) => [name, steps, updatedAt])).toEqual(
    [
      ['First', 3, '2026-11-23T10:00:00.000Z'],
      ['Second', 2, '2026-11-23T09:00:00.000Z'],
    ],
  );
});

test('what a configuration drafted stays known when a person edits it, until another drafts anew', () => {
  const { id } = create(named('A'), exampleConfiguration);
  const save = (revision: number, configuration: typeof exampleConfiguration | null) =>
    workflows.save(ada, {
      document: named('A', revision + 2),
      replaces: { id, revision },
      configuration,
    });
  expect(save(1, null).configuration).toEqual(exampleConfiguration);
  const other = { ...exampleConfiguration, name: 'Other' };
  expect(save(2, other).configuration).toEqual(other);
});

test('earlier revisions are kept, the last twenty of them', () => {
  const { id } = create(named('A', 1));
  for (let revision = 1; revision <= 25; revision += 1) {
    workflows.save(ada, {
      document: named('A', revision + 1),
      replaces: { id, revision },
      configuration: null,
    });
  }
  const { revision, earlier } = workflows.get(ada, id);
  expect(revision).toBe(26);
  expect(earlier.map((one) => one.revision)).toEqual(
    Array.from({ length: 20 }, (_, at) => 25 - at),
  );
  expect(workflows.revision(ada, id, 6).steps).toHaveLength(6);
  expect(workflows.revision(ada, id, 26).steps).toHaveLength(26);
  expect(() => workflows.revision(ada, id, 5)).toThrow(/not kept any more/);
});

test('a save that started from a revision which is not the last is a conflict, and changes nothing', () => {
  const { id } = create(named('A'));
  const save = (steps: number) =>
    workflows.save(ada, {
      document: named('A', steps),
      replaces: { id, revision: 1 },
      configuration: null,
    });
  save(3);
  expect(() => save(4)).toThrow(/saved elsewhere meanwhile/);
  expect(workflows.get(ada, id)).toMatchObject({ revision: 2, steps: 3 });
});

test('names are unique for a member as names are compared, and another member may have the same', () => {
  const { id } = create(named('Straße'));
  expect(() => create(named('STRASSE'))).toThrow(/There is a workflow called "STRASSE" already/);
  const other = create(named('Other'));
  expect(() => workflows.rename(ada, other.id, ' strasse ')).toThrow(/called "strasse" already/);
  expect(workflows.rename(ada, id, ' STRASSE ')).toMatchObject({
    name: 'STRASSE',
    document: { name: 'STRASSE' },
    revision: 2,
  });
  workflows.save(bea, { document: named('Straße'), replaces: null, configuration: null });
  expect(workflows.list(ada)).toHaveLength(2);
});

test.each([
  ['what is no workflow', { name: 'x' }, /was not saved\. "schemaVersion" is missing/],
  [
    'a circle',
    {
      ...chainOf(2),
      steps: chainOf(2).steps.map((step) => ({
        ...step,
        dependsOn: [step.id === 's1' ? 's2' : 's1'],
      })),
    },
    /wait for each other/,
  ],
  ['a key', { ...chainOf(1), description: canary }, /looks like a key/],
  ['a bad name', named('a\nb'), /no line breaks/],
])('%s is not saved, for that reason', (_what, document, reason) => {
  expect(() => create(document)).toThrow(reason);
  const { id } = create(named('Good'));
  expect(() =>
    workflows.save(ada, { document, replaces: { id, revision: 1 }, configuration: null }),
  ).toThrow(reason);
  expect(workflows.list(ada)).toMatchObject([{ name: 'Good', revision: 1 }]);
});

test('a name that looks like a key is refused without being repeated', () => {
  const { id } = create(named('Good'));
  expect(() => workflows.rename(ada, id, canary)).toThrow(/"name" holds what looks like a key/);
  expect(() => workflows.rename(ada, id, canary)).not.toThrow(canary);
});

test('another member’s workflows are not there', () => {
  const { id } = create(named('Mine'));
  const gone = /not there any more/;
  expect(workflows.list(bea)).toEqual([]);
  expect(() => workflows.get(bea, id)).toThrow(gone);
  expect(() => workflows.revision(bea, id, 1)).toThrow(gone);
  expect(() => workflows.rename(bea, id, 'Yours')).toThrow(gone);
  const theft = { document: named('Yours'), replaces: { id, revision: 1 }, configuration: null };
  expect(() => workflows.save(bea, theft)).toThrow(gone);
  workflows.delete(bea, id);
  workflows.deleteAll(bea);
  expect(workflows.get(ada, id).name).toBe('Mine');
});

test('what is deleted is gone, with its revisions, from every file', () => {
  const words = 'nightingale';
  const { id } = create({ ...named('A'), description: words });
  workflows.save(ada, {
    document: { ...named('A'), description: `${words} again` },
    replaces: { id, revision: 1 },
    configuration: null,
  });
  const bytes = () =>
    readdirSync(opened.folder)
      .map((name) => readFileSync(path.join(opened.folder, name), 'latin1'))
      .join('');
  expect(bytes()).toContain(words);
  workflows.delete(ada, id);
  workflows.delete(ada, id);
  expect(workflows.list(ada)).toEqual([]);
  expect(bytes()).not.toContain(words);
  expect(() => workflows.get(ada, randomUUID())).toThrow(/not there any more/);
});
