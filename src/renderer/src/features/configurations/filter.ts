import type { ConfigurationView } from '#shared/domain/configuration.ts';
import type { ProviderId } from '#shared/domain/rules/providers.ts';
import { keyAge } from '../keys/key-age.ts';

/** What a key can be looked for by. */
export const keyStates = [
  'stored',
  'old',
  'not-approved',
  'absent',
  'needs-reentry',
  'unavailable',
  'not-required',
] as const;

export type KeyState = (typeof keyStates)[number];

/** What the list is narrowed to; null leaves it as it is. */
export interface Filter {
  readonly provider: ProviderId | null;
  readonly tag: string | null;
  readonly key: KeyState | null;
}

export const noFilter: Filter = { provider: null, tag: null, key: null };

/** Those that pass. `now` in milliseconds, `maxKeyAge` in days; null while that is not known. */
export function passing(
  configurations: readonly ConfigurationView[],
  filter: Filter,
  now: number,
  maxKeyAge: number | null,
): readonly ConfigurationView[] {
  const { provider, tag, key } = filter;
  if (provider === null && tag === null && key === null) return configurations;
  return configurations.filter(
    (one) =>
      (provider === null || one.provider === provider) &&
      (tag === null || one.tags.includes(tag)) &&
      (key === null || isInState(one, key, now, maxKeyAge)),
  );
}

function isInState(
  { key }: ConfigurationView,
  state: KeyState,
  now: number,
  maxKeyAge: number | null,
): boolean {
  switch (state) {
    case 'old':
      return key.setAt !== null && keyAge(key.setAt, now, maxKeyAge).isOld;
    case 'not-approved':
      return key.status === 'stored' && key.approvedAt === null;
    default:
      return key.status === state;
  }
}

/** Every tag in use, in alphabetical order. */
export function tagsOf(configurations: readonly ConfigurationView[]): readonly string[] {
  return [...new Set(configurations.flatMap(({ tags }) => tags))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
}
