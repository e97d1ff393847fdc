import { describe, expect, it } from 'vitest';
import { debianPackagesOf, failedLately, notFound } from './electron.mjs';

describe('the libraries Electron needs', () => {
  it('are read off what ldd did not find', () => {
    const output = [
      '\tlinux-vdso.so.1 (0x00007ffc)',
      '\tlibgtk-3.so.0 => not found',
      '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)',
      '\tlibasound.so.2 => not found',
    ].join('\n');
    expect(notFound(output)).toEqual(['libgtk-3.so.0', 'libasound.so.2']);
  });

  it('come from packages, each named once, under the name this release has for them', () => {
    const missing = ['libgtk-3.so.0', 'libgdk-3.so.0', 'libasound.so.2'];
    expect(debianPackagesOf(missing, () => false)).toEqual(['libgtk-3-0', 'libasound2']);
    expect(debianPackagesOf(missing, (name) => name === 'libasound2t64')).toEqual([
      'libgtk-3-0',
      'libasound2t64',
    ]);
  });

  it('are passed over when nobody knows their package', () => {
    expect(debianPackagesOf(['libunheard-of.so.1'], () => false)).toEqual([]);
  });
});

describe('a failed download', () => {
  const now = Date.parse('2026-06-02T12:00:00Z');

  it.each([
    ['never', undefined, false],
    ['an hour ago', now - 3_600_000, true],
    ['two days ago', now - 2 * 86_400_000, false],
  ])('%s', (_name, failedAt, lately) => {
    expect(failedLately(failedAt, now)).toBe(lately);
  });
});
