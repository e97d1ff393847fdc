import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalisedName } from '#shared/domain/rules/configuration-rules.ts';
import { AppError } from '#shared/errors.ts';
import type { Registry } from './registry.ts';
import { configurationFields } from './testing/configuration-fields.ts';
import { keyMetadata } from './testing/key-metadata.ts';
import { MemoryStorage } from './testing/memory-storage.ts';
import { testRegistry } from './testing/test-registry.ts';

/** What the registry should hold, told as simply as can be. */
interface Model {
  readonly names: { readonly id: string; readonly name: string }[];
  readonly keys: Set<string>;
  markedId: string | null;
}

interface Step {
  readonly run: (registry: Registry, model: Model) => void;
  /** Whether it should be carried out, so long as the disk does not fail. */
  readonly allowed: (model: Model) => boolean;
}

// Few names, several of them equal in another spelling, so that they collide often.
const name = fc.constantFrom(
  'a',
  'A',
  ' a ',
  '\u00c9',
  'e\u0301',
  'straße',
  'STRASSE',
  'a (copy)',
  '',
  'x'.repeat(80),
);
const at = fc.nat({ max: 4 });
const unknownId = '00000000-0000-4000-8000-000000000000';

function pick(model: Model, index: number): string {
  return model.names[index]?.id ?? unknownId;
}

function isFree(model: Model, wanted: string, ownId?: string): boolean {
  const form = normalisedName(wanted);
  return (
    form !== '' && model.names.every((one) => one.id === ownId || normalisedName(one.name) !== form)
  );
}

const create = name.map(
  (given): Step => ({
    allowed: (model) => isFree(model, given),
    run(registry, model) {
      const { id, name: kept } = registry.create(configurationFields({ name: given }));
      model.names.push({ id, name: kept });
    },
  }),
);

const update = fc.tuple(at, name, fc.nat({ max: 3 })).map(
  ([index, given, age]): Step => ({
    allowed: (model) =>
      model.names[index] !== undefined && age === 0 && isFree(model, given, pick(model, index)),
    run(registry, model) {
      const id = pick(model, index);
      const { revision } = registry.get(id);
      const fields = configurationFields({ name: given });
      model.names[index] = { id, name: registry.update(id, revision - age, fields).name };
    },
  }),
);

/** Several new ones and a new name for an existing one, together or not at all. */
const saveAll = fc.tuple(fc.array(name, { maxLength: 3 }), at, name).map(
  ([created, index, renamed]): Step => ({
    allowed(model) {
      if (model.names[index] === undefined) return false;
      const id = pick(model, index);
      const others = model.names.filter((one) => one.id !== id).map((one) => one.name);
      const forms = [...others, renamed, ...created].map(normalisedName);
      return forms.every((form) => form !== '') && new Set(forms).size === forms.length;
    },
    run(registry, model) {
      const id = pick(model, index);
      const { revision } = registry.get(id);
      const ids = registry.saveAll({
        created: created.map((given) => configurationFields({ name: given })),
        updated: [{ id, revision, fields: configurationFields({ name: renamed }) }],
      });
      model.names[index] = { id, name: registry.get(id).name };
      for (const added of ids.filter((one) => one !== id)) {
        model.names.push({ id: added, name: registry.get(added).name });
      }
    },
  }),
);

/** A step on the configuration at `index`, allowed if there is one. */
function onExisting(
  index: number,
  run: (registry: Registry, model: Model, id: string) => void,
): Step {
  return {
    allowed: (model) => model.names[index] !== undefined,
    run: (registry, model) => run(registry, model, pick(model, index)),
  };
}

const duplicate = at.map((index) =>
  onExisting(index, (registry, model, id) => {
    const copy = registry.duplicate(id);
    model.names.push({ id: copy.id, name: copy.name });
  }),
);

const remove = at.map((index) =>
  onExisting(index, (registry, model, id) => {
    registry.remove(id);
    model.names.splice(index, 1);
    model.keys.delete(id);
    if (model.markedId === id) model.markedId = null;
  }),
);

const setDefault = at.map((index) =>
  onExisting(index, (registry, model, id) => {
    registry.setDefault(id);
    model.markedId = id;
  }),
);

const clearDefault = fc.constant<Step>({
  allowed: () => true,
  run(registry, model) {
    registry.setDefault(null);
    model.markedId = null;
  },
});

const setKey = fc.tuple(at, fc.boolean()).map(([index, given]) =>
  onExisting(index, (registry, model, id) => {
    registry.setKeyMetadata(id, given ? keyMetadata() : null);
    if (given) model.keys.add(id);
    else model.keys.delete(id);
  }),
);

const touch = at.map(
  (index): Step => ({
    allowed: () => true,
    run: (registry, model) => registry.touchKey(pick(model, index), '2026-11-23T10:00:00.000Z'),
  }),
);

const step = fc.oneof(
  { weight: 3, arbitrary: create },
  { weight: 2, arbitrary: update },
  { weight: 2, arbitrary: saveAll },
  duplicate,
  remove,
  setDefault,
  clearDefault,
  setKey,
  touch,
);

function state(registry: Registry) {
  const configurations = registry.list();
  return {
    configurations: [...configurations],
    keys: configurations.map(({ id }) => registry.keyMetadata(id)),
    default: registry.effectiveDefault(),
    settings: registry.settings(),
    salt: registry.fingerprintSalt,
  };
}

/** Whether the step was carried out; a refusal must be one that a person is told. */
function carriedOut(action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return false;
  }
}

function expectAsModelled(registry: Registry, model: Model): void {
  expect(registry.list().map(({ id, name: kept }) => ({ id, name: kept }))).toEqual(model.names);
  expect(new Set(model.names.map((one) => normalisedName(one.name))).size).toBe(model.names.length);
  for (const { id } of model.names) {
    expect(registry.get(id).id).toBe(id);
    expect(registry.keyMetadata(id) !== null).toBe(model.keys.has(id));
  }
  const last = model.names.at(-1)?.id;
  const marked = model.markedId === null ? null : { id: model.markedId, reason: 'marked' };
  const recent = last === undefined ? null : { id: last, reason: 'most-recent' };
  expect(registry.effectiveDefault()).toEqual(marked ?? recent);
}

test('whatever is done in whatever order, with a disk that fails now and then, the registry stays true', () => {
  const outcomes = { done: 0, refused: 0 };
  const attempt = fc.record({ step, diskFails: fc.nat({ max: 3 }).map((drawn) => drawn === 0) });
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 40, size: 'max' }), (attempts) => {
      const storage = new MemoryStorage();
      const registry = testRegistry(storage);
      let announced = 0;
      registry.onChange(() => {
        announced += 1;
      });
      const model: Model = { names: [], keys: new Set(), markedId: null };
      for (const { step: what, diskFails } of attempts) {
        const before = { state: state(registry), writes: storage.writes, announced };
        storage.failing = diskFails;
        const allowed = what.allowed(model);
        const done = carriedOut(() => what.run(registry, model));
        if (done || !diskFails) expect(done).toBe(allowed);
        outcomes[done ? 'done' : 'refused'] += 1;
        const after = { state: state(registry), writes: storage.writes, announced };
        if (!done) expect(after).toEqual(before);
        // One write for each change, and each is announced.
        expect(after.writes - before.writes).toBe(after.announced - before.announced);
        expect(after.writes - before.writes).toBeLessThanOrEqual(1);
        expectAsModelled(registry, model);
      }
      storage.failing = false;
      registry.flush();
      // Only a registry in which nothing ever succeeded has no file.
      const reopened = state(testRegistry(storage));
      if (storage.text !== null) expect(reopened).toEqual(state(registry));
      else expect(registry.list()).toEqual([]);
    }),
    { numRuns: 300 },
  );
  // Else the property would have held for want of anything to hold for.
  expect(Math.min(outcomes.done, outcomes.refused)).toBeGreaterThan(100);
});
