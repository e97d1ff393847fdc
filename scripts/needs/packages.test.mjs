import { describe, expect, it } from 'vitest';
import { inStep } from './packages.mjs';

const lock = (packages) => ({ packages });
const zod = { version: '4.6.7', integrity: 'sha512-one' };

describe('what npm installed', () => {
  const wanted = lock({ '': { name: 'keywell' }, 'node_modules/zod': zod });

  it('is in step when every package is there in the version and build the lockfile names', () => {
    expect(inStep(wanted, lock({ 'node_modules/zod': zod }))).toBe(true);
  });

  it.each([
    ['a package is missing', {}],
    ['a version differs', { 'node_modules/zod': { ...zod, version: '4.6.6' } }],
    ['a build differs', { 'node_modules/zod': { ...zod, integrity: 'sha512-two' } }],
  ])('is stale when %s', (_name, packages) => {
    expect(inStep(wanted, lock(packages))).toBe(false);
  });

  it('may lack packages meant for other systems', () => {
    const other = { ...zod, optional: true, os: ['win32'] };
    expect(inStep(lock({ 'node_modules/for-windows': other }), lock({}))).toBe(true);
  });
});
