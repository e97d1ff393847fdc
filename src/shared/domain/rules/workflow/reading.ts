/** Readers of a document's values. Without a schema library, so that the page can check as one types. */
import { error, placeOf, type WorkflowPath, type WorkflowProblem } from './problem.ts';

/** What a reader tells its problems to. */
export type Problems = WorkflowProblem[];

/** Gives the value as it is to be, defaults filled in; undefined where there is a problem, which it has told. */
export type Reader<T> = (value: unknown, path: WorkflowPath, problems: Problems) => T | undefined;

type Shape = Readonly<Record<string, Reader<unknown>>>;
type Read<S extends Shape> = {
  -readonly [Field in keyof S]: S[Field] extends Reader<infer T> ? T : never;
};

interface TextRules {
  readonly longest: number;
  readonly pattern?: RegExp;
  /** What text must be to fit the pattern, to follow "must be". */
  readonly otherwise?: string;
}

export function text({ longest, pattern, otherwise = 'text' }: TextRules): Reader<string> {
  return (value, path, problems) => {
    if (typeof value === 'string') {
      if ([...value].length > longest) {
        problems.push(
          error(path, `${placeOf(path)} has at most ${longest.toLocaleString('en')} characters.`),
        );
        return undefined;
      }
      if (pattern === undefined || pattern.test(value)) return value;
    }
    problems.push(wrong(value, path, otherwise));
    return undefined;
  };
}

export function oneOf<const T extends string | number>(options: readonly T[]): Reader<T> {
  return (value, path, problems) => {
    const found = options.find((option) => option === value);
    if (found === undefined) problems.push(wrong(value, path, listed(options)));
    return found;
  };
}

export function orNull<T>(reader: Reader<T>): Reader<T | null> {
  return (value, path, problems) => (value === null ? null : reader(value, path, problems));
}

export function orElse<T>(reader: Reader<T>, fallback: () => T): Reader<T> {
  return (value, path, problems) =>
    value === undefined ? fallback() : reader(value, path, problems);
}

export function listOf<T>(
  reader: Reader<T>,
  { most, least = 0 }: { readonly most: number; readonly least?: number },
): Reader<T[]> {
  return (value, path, problems) => {
    if (!Array.isArray(value)) {
      problems.push(wrong(value, path, 'a list'));
      return undefined;
    }
    if (value.length < least || value.length > most) {
      const bounds = least === 0 ? `at most ${most}` : `${least} to ${most}`;
      problems.push(
        error(path, `${placeOf(path)} must have ${bounds} entries, and has ${value.length}.`),
      );
      return undefined;
    }
    // By index: a hole in the list is an entry too.
    const read = Array.from(value, (one: unknown, at) => reader(one, [...path, at], problems));
    const whole = read.filter((one) => one !== undefined);
    return whole.length === read.length ? whole : undefined;
  };
}

/** An object of exactly these fields. `what`: what it is, with its article. */
export function fields<S extends Shape>(what: string, shape: S): Reader<Read<S>> {
  return (value, path, problems) => {
    if (!isObject(value)) {
      problems.push(wrong(value, path, 'an object'));
      return undefined;
    }
    const strange = Object.keys(value).filter((field) => !Object.hasOwn(shape, field));
    for (const field of strange) {
      problems.push(
        error([...path, field], `${placeOf([...path, field])} is not a field of ${what}.`),
      );
    }
    const entries = Object.entries(shape).map(([field, reader]) => {
      const given = Object.hasOwn(value, field) ? value[field] : undefined;
      return [field, reader(given, [...path, field], problems)] as const;
    });
    const whole = strange.length === 0 && entries.every(([, read]) => read !== undefined);
    // Every field was just read by its own reader; fromEntries cannot say so.
    return whole ? (Object.fromEntries(entries) as Read<S>) : undefined;
  };
}

/** One of several kinds of objects, told apart by the field `type`. */
export function byType<K extends string, T>(kinds: Readonly<Record<K, Reader<T>>>): Reader<T> {
  const readType = oneOf(Object.keys(kinds));
  return (value, path, problems) => {
    if (!isObject(value)) {
      problems.push(wrong(value, path, 'an object'));
      return undefined;
    }
    const type = readType(value.type, [...path, 'type'], problems);
    return isKind(kinds, type) ? kinds[type](value, path, problems) : undefined;
  };
}

function isKind<K extends string>(
  kinds: Readonly<Record<K, unknown>>,
  type: string | undefined,
): type is K {
  return type !== undefined && Object.hasOwn(kinds, type);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(value: unknown, path: WorkflowPath, wanted: string): WorkflowProblem {
  const place = placeOf(path);
  return error(
    path,
    value === undefined
      ? `${place} is missing: it must be ${wanted}.`
      : `${place} must be ${wanted}.`,
  );
}

function listed(options: readonly (string | number)[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(
    options.map((option) => JSON.stringify(option)),
  );
}
