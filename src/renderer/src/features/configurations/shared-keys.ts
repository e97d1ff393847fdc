import type { ConfigurationView } from '#shared/domain/configuration.ts';

/**
 * Configuration id → names of the others whose key is the same, told by equal fingerprints. Those whose key is
 * theirs alone are left out.
 */
export function sharedKeys(
  configurations: readonly ConfigurationView[],
): ReadonlyMap<string, readonly string[]> {
  const byFingerprint = new Map<string, ConfigurationView[]>();
  for (const one of configurations) {
    const { fingerprint } = one.key;
    if (fingerprint === null) continue;
    const same = byFingerprint.get(fingerprint);
    if (same === undefined) byFingerprint.set(fingerprint, [one]);
    else same.push(one);
  }
  const shared = new Map<string, readonly string[]>();
  for (const group of byFingerprint.values()) {
    if (group.length < 2) continue;
    for (const one of group) {
      shared.set(
        one.id,
        group.filter((other) => other !== one).map(({ name }) => name),
      );
    }
  }
  return shared;
}
