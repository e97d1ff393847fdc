import type { ConfigurationView } from '#shared/domain/configuration.ts';

/** Fingerprint → those whose key it is, for every key that stands behind more than one configuration. */
export type KeyGroups = ReadonlyMap<string, readonly ConfigurationView[]>;

/** Finds the keys that are used more than once, told by equal fingerprints. */
export function keyGroups(configurations: readonly ConfigurationView[]): KeyGroups {
  const groups = new Map<string, ConfigurationView[]>();
  for (const one of configurations) {
    const { fingerprint } = one.key;
    if (fingerprint === null) continue;
    const same = groups.get(fingerprint);
    if (same === undefined) groups.set(fingerprint, [one]);
    else same.push(one);
  }
  for (const [fingerprint, group] of groups) {
    if (group.length < 2) groups.delete(fingerprint);
  }
  return groups;
}

/** The others of a group; none where there is no group. */
export function othersOf(
  id: string,
  group: readonly ConfigurationView[] | undefined,
): readonly ConfigurationView[] {
  return group?.filter((one) => one.id !== id) ?? [];
}

/** The group that a configuration's key is in. */
export function groupOf(
  { key }: ConfigurationView,
  groups: KeyGroups,
): readonly ConfigurationView[] | undefined {
  return key.fingerprint === null ? undefined : groups.get(key.fingerprint);
}
