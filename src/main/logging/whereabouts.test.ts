import { expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { whereabouts } from './whereabouts.ts';

const secret = 'canary-of-no-known-shape';

it('says where an error came from, and nothing of what it says', () => {
  const error = new TypeError(`Bad header: ${secret}\n  at the end: ${secret}`, {
    cause: new Error(secret),
  });
  const told = whereabouts(Object.assign(error, { code: secret, request: { key: secret } }));
  expect(told).toMatchObject({ kind: 'TypeError' });
  expect(told.frames[0]).toContain('whereabouts.test.ts');
  expect(JSON.stringify(told)).not.toContain(secret);
});

it.each([
  [Object.assign(new Error(secret), { code: 'ENOSPC' }), 'ENOSPC'],
  [new AppError('storage-failed', 'The registry could not be written.'), 'storage-failed'],
])('keeps the code of a known failure', (error, code) => {
  expect(whereabouts(error)).toMatchObject({ code });
});

it.each([secret, { key: secret }, null, undefined])(
  'says of what is no error only what kind of thing it is',
  (thrown) => {
    expect(JSON.stringify(whereabouts(thrown))).not.toContain(secret);
  },
);
