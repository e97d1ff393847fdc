import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scrubKey } from './scrub-key.ts';

const key = `canary-${randomBytes(12).toString('hex')}`;

test('takes the key out, wherever and however often it stands', () => {
  expect(scrubKey(`${key} and "${key}"`, key)).toBe('[key] and "[key]"');
});

test('takes out the forms a key has in JSON and in a URL', () => {
  const odd = 'canary"with/odd+characters';
  const echo = `${JSON.stringify({ key: odd })} ?key=${encodeURIComponent(odd)}`;
  expect(scrubKey(echo, odd)).toBe('{"key":"[key]"} ?key=[key]');
});

test('takes out what a provider shows of a key it masks, down to a hint', () => {
  const masked = `${key.slice(0, 10)}********${key.slice(-4)}`;
  expect(scrubKey(`Incorrect API key: ${masked}`, key)).toBe(
    `Incorrect API key: [key]********${key.slice(-4)}`,
  );
});

test('leaves text alone that has no part of the key', () => {
  expect(scrubKey('The canary sings.', key)).toBe('The canary sings.');
  expect(scrubKey('No key was sent.', null)).toBe('No key was sent.');
});

test('no eight characters of the key in a row survive', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(20), fc.nat(31), fc.string(), (before, from, length, after) => {
      const clean = scrubKey(before + key.slice(from, from + length) + after, key);
      for (let at = 0; at + 8 <= key.length; at += 1) {
        if (before.includes(key.slice(at, at + 8)) || after.includes(key.slice(at, at + 8)))
          continue;
        expect(clean).not.toContain(key.slice(at, at + 8));
      }
    }),
  );
});
