import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Canary } from './canary.ts';

/** Has characters that each of the encodings changes. */
const key = 'canary-"7f~~??>>~~??/~\\÷-€nd-of-key';
const canary = new Canary(key);

/** As other programs would write it, made without the code under test. */
const written: readonly (readonly [form: string, bytes: Buffer])[] = [
  ['plain', Buffer.from(key)],
  ['reversed', Buffer.from(key.split('').reverse().join(''))],
  ['hex', Buffer.from(Buffer.from(key).toString('hex'))],
  ['upper-case hex', Buffer.from(Buffer.from(key).toString('hex').toUpperCase())],
  ['URL-encoded', Buffer.from(`https://host/path?key=${encodeURIComponent(key)}&more=1`)],
  ['form-encoded', Buffer.from(new URLSearchParams({ key, more: '1' }).toString())],
  ['JSON-escaped', Buffer.from(JSON.stringify({ nested: { key } }))],
  ['UTF-16', Buffer.from(key, 'utf16le')],
  ...[0, 1, 2].flatMap((shift) => {
    const bytes = Buffer.from(`${'=:"'.slice(0, shift)}${key} and more`);
    return [
      [`base64 shifted by ${shift}`, Buffer.from(bytes.toString('base64'))] as const,
      [`base64url shifted by ${shift}`, Buffer.from(bytes.toString('base64url'))] as const,
    ];
  }),
];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywell-canary-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('is tested with every form it searches for', () => {
  expect(written.map(([form]) => form).sort()).toEqual([...canary.forms].sort());
});

it.each(written)('finds the %s form', (form, bytes) => {
  const around = Buffer.concat([Buffer.from([0, 255, 10]), bytes, Buffer.from('after')]);
  expect(canary.searchBytes(around, 'memory').map((finding) => finding.form)).toContain(form);
});

it.each(written)(
  'finds the %s form in a file, wherever chunks are divided',
  async (form, bytes) => {
    await mkdir(join(folder, 'deep', 'er'), { recursive: true });
    const path = join(folder, 'deep', 'er', 'file.bin');
    await writeFile(path, Buffer.concat([Buffer.alloc(501, 'x'), bytes, Buffer.alloc(300, 'y')]));
    for (const chunkBytes of [1, 7, 64, 510, 1 << 20]) {
      const findings = await canary.searchFolder(folder, chunkBytes);
      expect(findings).toContainEqual({ where: path, form, offset: expect.any(Number) });
      for (const { offset } of findings) expect(offset).toBeGreaterThanOrEqual(501);
    }
  },
);

it('finds it in the name of a file', async () => {
  const plain = new Canary('canary-in-a-name');
  await writeFile(join(folder, 'log-canary-in-a-name.txt'), '');
  expect(await plain.searchFolder(folder)).toMatchObject([{ form: 'plain' }]);
});

it('finds nothing where there is nothing, and follows no links', async () => {
  await writeFile(join(folder, 'file.txt'), `canary-${'0'.repeat(5_000)}`);
  await symlink(folder, join(folder, 'loop'));
  expect(await canary.searchFolder(folder)).toEqual([]);
  expect(canary.searchText('canary-', 'a text')).toEqual([]);
});
