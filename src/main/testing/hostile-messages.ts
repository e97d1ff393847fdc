import { z } from 'zod';
import { type Route, routes } from '#shared/ipc/routes.ts';

/** A repeatable source of chance (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('There is nothing to pick from.');
    // One of them may be undefined, so that this cannot be told from nothing by looking.
    return from[this.below(from.length)] as T;
  }
}

export interface Message {
  readonly route: unknown;
  readonly input: unknown;
}

/** Values of a field, by its name, where those that fit its schema are not telling enough. */
export type Likely = Readonly<Record<string, (chance: Chance) => unknown>>;

type Schema = z.core.JSONSchema.BaseSchema;

const inputs = new Map(
  Object.values(routes).map(({ name, input }) => [name, z.toJSONSchema(input, { io: 'input' })]),
);

/** What takes its time, to read a whole log or to wait for a provider, has one turn where the others have twenty. */
const seldom = new Set<string>([
  'audit.verify',
  'audit.export',
  'connection.test',
] satisfies Route[]);
const names = [...inputs.keys()].flatMap((name) =>
  Array.from({ length: seldom.has(name) ? 1 : 20 }, () => name),
);

/**
 * A message that knows the grammar: an input as the route's schema has it, which is then spoilt in up to three places,
 * or not at all; now and then to a route that does not exist.
 */
export function hostileMessage(chance: Chance, likely: Likely, junk: Likely[string]): Message {
  const name = chance.pick(names);
  let input: unknown = fitting(inputs.get(name) ?? {}, '', chance, likely);
  for (let left = chance.below(6) - 2; left > 0; left -= 1) {
    input = spoilt(input, chance, junk);
  }
  return { route: chance.next() < 0.98 ? name : oddRoute(name, chance, junk), input };
}

function oddRoute(name: Route, chance: Chance, junk: Likely[string]): unknown {
  return chance.pick([
    `${name} `,
    name.toUpperCase(),
    '__proto__',
    'constructor',
    'hasOwnProperty',
    [name],
    { toString: () => name },
    Object.create(null),
    junk(chance),
  ]);
}

/** A value that the schema admits. */
function fitting(schema: Schema, field: string, chance: Chance, likely: Likely): unknown {
  const fromPool = likely[field];
  if (fromPool !== undefined && chance.next() < 0.95) return fromPool(chance);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return chance.pick(schema.enum);
  if (schema.anyOf !== undefined) {
    const option = chance.pick(schema.anyOf);
    return fitting(asSchema(option), field, chance, likely);
  }
  switch (schema.type) {
    case 'object':
      return fittingObject(schema, chance, likely);
    case 'array':
      return Array.from({ length: Math.max(chance.below(3), schema.minItems ?? 0) }, () =>
        fitting(asSchema(schema.items), field, chance, likely),
      );
    case 'boolean':
      return chance.next() < 0.5;
    case 'integer':
    case 'number':
      return (schema.minimum ?? 0) + chance.below(3);
    case 'string':
      return fittingString(schema, chance);
    default:
      return null;
  }
}

function fittingObject(schema: Schema, chance: Chance, likely: Likely): unknown {
  const properties = Object.entries(schema.properties ?? {}).filter(
    ([name]) => schema.required?.includes(name) === true || chance.next() < 0.5,
  );
  return Object.fromEntries(
    properties.map(([name, inner]) => [name, fitting(asSchema(inner), name, chance, likely)]),
  );
}

function fittingString({ format }: Schema, chance: Chance): string {
  if (format === 'uuid') return crypto.randomUUID();
  if (format === 'date-time') return new Date(chance.below(2 ** 31) * 1_000).toISOString();
  return chance.pick(['', 'text', '5m', 'Ünïcode 😀', '2']);
}

function asSchema(schema: Schema['items']): Schema {
  return typeof schema === 'object' && !Array.isArray(schema) ? schema : {};
}

/** The value with one place in it changed for the worse. */
function spoilt(value: unknown, chance: Chance, junk: Likely[string]): unknown {
  if (typeof value !== 'object' || value === null || chance.next() < 0.1) return junk(chance);
  if (Array.isArray(value)) {
    const copy: unknown[] = [...value];
    copy[chance.below(copy.length + 1)] = junk(chance);
    return copy;
  }
  const entries = Object.entries(value);
  const chosen = chance.below(entries.length + 2);
  const [name, inner] = entries[chosen] ?? [String(junk(chance)).slice(0, 50), null];
  const others = entries.filter(([other]) => other !== name);
  if (chance.next() < 0.15) return Object.fromEntries(others);
  const spoiltInner = chance.next() < 0.6 ? spoilt(inner, chance, junk) : junk(chance);
  return Object.fromEntries([...others, [name, spoiltInner]]);
}
