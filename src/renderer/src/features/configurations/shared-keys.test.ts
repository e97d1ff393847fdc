import { expect, it } from 'vitest';
import { exampleConfiguration, exampleKey } from '../../testing/examples.ts';
import { groupOf, keyGroups, othersOf } from './shared-keys.ts';

function withFingerprint(id: string, fingerprint: string | null) {
  return exampleConfiguration({ id, name: id, key: exampleKey({ fingerprint }) });
}

it('names the others with the same key, and nobody whose key is theirs alone', () => {
  const all = [
    withFingerprint('a', 'aaaaaaaaaaaa'),
    withFingerprint('b', 'bbbbbbbbbbbb'),
    withFingerprint('c', 'aaaaaaaaaaaa'),
    withFingerprint('d', null),
    withFingerprint('e', null),
  ];
  const groups = keyGroups(all);
  const others = all.map((one) => othersOf(one.id, groupOf(one, groups)).map(({ name }) => name));
  expect(others).toEqual([['c'], [], ['a'], [], []]);
});
