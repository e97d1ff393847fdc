import { describe, expect, it } from 'vitest';
import { hashPasscode, passcodeHashSchema, passcodeMatches } from './passcode.ts';
import { cheapHash } from './testing/member-records.ts';

describe('a passcode', () => {
  // The full cost on purpose, three times over.
  it('is kept as a salted hash, by which it is known again, and no other passes for it', {
    timeout: 60_000,
  }, async () => {
    const [one, other] = [await hashPasscode('same'), await hashPasscode('same')];
    expect(passcodeHashSchema.parse(one)).toEqual(one);
    expect(one).toMatchObject({ algorithm: 'scrypt', n: 2 ** 17, r: 8, p: 1 });
    expect(JSON.stringify(one)).not.toContain('same');
    expect([one.salt, one.hash]).not.toEqual([other.salt, other.hash]);
    expect(await passcodeMatches('same', one)).toBe(true);
  });

  it('is not known by any other', async () => {
    expect(await passcodeMatches('tulip', cheapHash('tulip'))).toBe(true);
    for (const other of ['Tulip', 'tulip ', 'tuli', '']) {
      expect(await passcodeMatches(other, cheapHash('tulip'))).toBe(false);
    }
  });

  it.each(['', 'abc', '😀😀😀', 'e\u0301e\u0301'])('needs four characters: %j', async (short) => {
    await expect(hashPasscode(short)).rejects.toMatchObject({
      code: 'invalid-input',
      data: { fields: { passcode: expect.stringContaining('4 characters') } },
    });
  });

  it('is the same however a keyboard composes its letters', async () => {
    expect(await passcodeMatches('cafe\u0301', cheapHash('caf\u00e9'))).toBe(true);
  });

  it.each([
    { n: 2 ** 30 },
    { n: 3 },
    { r: 1_000 },
    { p: 0 },
    { hash: '' },
    { hash: '00' },
    { salt: '' },
  ])('of a file with %j is not tried at all', (changes) => {
    expect(passcodeHashSchema.safeParse({ ...cheapHash('abcd'), ...changes }).success).toBe(false);
  });
});
