import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';

/** What is kept of a passcode: enough to check one, not to know it. Never leaves main. */
export const passcodeHashSchema = z.strictObject({
  algorithm: z.literal('scrypt'),
  /** Cost parameters of the day the passcode was set, so that they can be raised later. Bounded: they come from a file. */
  n: z
    .number()
    .int()
    .min(2)
    .max(2 ** 20)
    .refine((n) => (n & (n - 1)) === 0),
  r: z.number().int().min(1).max(16),
  p: z.number().int().min(1).max(16),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

export type PasscodeHash = Readonly<z.infer<typeof passcodeHashSchema>>;

/** OWASP's first recommendation for scrypt (2024): N = 2^17, r = 8, p = 1; 128 MiB and some 0.3 s a try. */
const cost = { n: 2 ** 17, r: 8, p: 1 };
const hashBytes = 32;
const minLength = 4;

/** Throws `invalid-input` for one that is too short, counted in characters as a person sees them. */
export async function hashPasscode(passcode: string): Promise<PasscodeHash> {
  if ([...asTyped(passcode)].length < minLength) {
    const sentence = `A passcode has at least ${minLength} characters. Enter a longer one.`;
    throw new AppError('invalid-input', sentence, { fields: { passcode: sentence } });
  }
  const salt = randomBytes(16);
  const hash = await derive(passcode, salt, cost);
  return { algorithm: 'scrypt', ...cost, salt: salt.toString('hex'), hash: hash.toString('hex') };
}

export async function passcodeMatches(passcode: string, kept: PasscodeHash): Promise<boolean> {
  const derived = await derive(passcode, Buffer.from(kept.salt, 'hex'), kept);
  const expected = Buffer.from(kept.hash, 'hex');
  return derived.length === expected.length && timingSafeEqual(derived, expected);
}

/** The same passcode, whichever way a keyboard composes its letters. */
function asTyped(passcode: string): string {
  return passcode.normalize('NFC');
}

function derive(
  passcode: string,
  salt: Buffer,
  { n, r, p }: { readonly n: number; readonly r: number; readonly p: number },
): Promise<Buffer> {
  // It takes 128 bytes times r times (N + p), and a little beside; Node's own limit is 32 MiB.
  const maxmem = 128 * r * (n + p) + 2 ** 20;
  const options: ScryptOptions = { N: n, r, p, maxmem };
  return new Promise((resolve, reject) => {
    scrypt(asTyped(passcode), salt, hashBytes, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
