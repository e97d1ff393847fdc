import { expect, it } from 'vitest';
import { exampleConfiguration, exampleKey } from '../../testing/examples.ts';
import { sharedKeys } from './shared-keys.ts';

function withFingerprint(id: string, fingerprint: string | null) {
  return exampleConfiguration({ id, name: id, key: exampleKey({ fingerprint }) });
}

it('names the others with the same key, and nobody whose key is theirs alone', () => {
  const shared = sharedKeys([
    withFingerprint('a', 'aaaaaaaaaaaa'),
    withFingerprint('b', 'bbbbbbbbbbbb'),
    withFingerprint('c', 'aaaaaaaaaaaa'),
    withFingerprint('d', null),
    withFingerprint('e', null),
  ]);
  expect(Object.fromEntries(shared)).toEqual({ a: ['c'], c: ['a'] });
});
