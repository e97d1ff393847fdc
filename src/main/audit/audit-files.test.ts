import { spawnSync } from 'node:child_process';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeychainDouble, type KeychainDouble } from '../vault/testing/keychain-double.ts';
import { hashOf } from './chain.ts';
import { createFolderKeychain } from './testing/folder-keychain.ts';
import { openLog } from './testing/open-log.ts';

const ada = { id: 'm1', name: 'Ada' };
const loop = fileURLToPath(new URL('./testing/append-loop.child.ts', import.meta.url));

let folder: string;
let path: string;
let keychain: KeychainDouble;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywell-audit-'));
  path = join(folder, 'audit.jsonl');
  keychain = createKeychainDouble();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function open(maxBytes?: number) {
  return openLog(folder, keychain, maxBytes);
}

/** A log of `count` entries, closed again. */
async function written(count: number): Promise<void> {
  const { log, close } = open();
  for (let n = 1; n <= count; n += 1) {
    await log.note({ action: 'default.set', target: { id: 'c1', name: `Größe ${n}` } }, ada);
  }
  await close();
}

async function linesOf(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).trimEnd().split('\n');
}

/** Expects that an action which must be on record is refused and not carried out. */
async function expectRefused({ log }: ReturnType<typeof open>, why: RegExp): Promise<void> {
  let carriedOut = false;
  const attempt = log.audited(ada, { action: 'key.set' }, () => {
    carriedOut = true;
  });
  await expect(attempt).rejects.toMatchObject({
    code: 'audit-unavailable',
    message: expect.stringMatching(why),
  });
  expect(carriedOut).toBe(false);
}

describe('nothing is carried out that cannot be put on record:', () => {
  it('the file was replaced', async () => {
    const opened = open();
    await opened.log.note({ action: 'default.cleared' });
    await rename(path, `${path}.moved`);
    await writeFile(path, '');
    await expectRefused(opened, /replaced or changed/);
    expect(await readFile(path, 'utf8')).toBe('');
  });

  it('the file was removed', async () => {
    const opened = open();
    await opened.log.note({ action: 'default.cleared' });
    await rm(path);
    await expectRefused(opened, /replaced or changed/);
    await expectRefused(opened, /replaced or changed/);
  });

  it('something was appended to it or cut off it', async () => {
    const appendedTo = open();
    await appendedTo.log.note({ action: 'default.cleared' });
    await appendFile(path, 'by hand\n');
    await expectRefused(appendedTo, /replaced or changed/);
    await rm(path);

    const cut = open();
    await cut.log.note({ action: 'default.cleared' });
    await truncate(path, 10);
    await expectRefused(cut, /replaced or changed/);
  });

  it('the folder was removed, or is no folder', async () => {
    const opened = open();
    await opened.log.note({ action: 'default.cleared' });
    await rm(folder, { recursive: true });
    await expectRefused(opened, /replaced or changed/);
    await expectRefused(open(), /ENOENT/);
    await writeFile(folder, '');
    await expectRefused(open(), /ENOTDIR/);
  });

  it('a folder or a link stands in the place of the file', async () => {
    await mkdir(path);
    await expectRefused(open(), /cannot be read/);
    await rm(path, { recursive: true });
    await writeFile(join(folder, 'elsewhere'), '');
    await symlink(join(folder, 'elsewhere'), path);
    await expectRefused(open(), /ELOOP/);
    expect(await readFile(join(folder, 'elsewhere'), 'utf8')).toBe('');
  });

  it.skipIf(process.platform === 'win32')('the disk is full', async () => {
    const secrets = join(folder, 'keychain');
    // A limit of 4 kB for the size of a file: the kernel cuts a write short there, as it does when a disk fills up.
    const command = ['sh', '-c', 'ulimit -f 8; exec "$@"', 'sh', process.execPath, loop];
    const [program = '', ...args] = [...command, folder, secrets, '1000000'];
    const { stdout } = spawnSync(program, args, { encoding: 'utf8' });
    expect(stdout.trim().split('\n').at(-1)).toBe('audit-unavailable');
    // What was taken of the entry is taken back: the log ends with a whole one, and goes on once there is room.
    const { log, verify, query } = openLog(folder, createFolderKeychain(secrets));
    const before = await verify();
    expect(before).toMatchObject({
      state: 'intact',
      entries: stdout.trim().split('\n').length - 1,
    });
    await log.note({ action: 'default.set' });
    expect(await verify()).toMatchObject({ state: 'intact', entries: before.entries + 1 });
    expect((await query({ action: 'log.repaired' })).records).toEqual([]);
  });

  const asRoot = process.getuid?.() === 0;
  it.runIf(process.platform === 'linux' && asRoot && canMount())(
    'the disk is full or read-only, on a disk of its own (needs the right to mount one)',
    async () => {
      mount('-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder);
      try {
        const opened = open();
        await opened.log.note({ action: 'default.set' }, ada);
        await writeFile(join(folder, 'filler'), Buffer.alloc(16_384)).catch(() => undefined);
        const { entries } = await opened.verify();
        for (let n = 0; n < 20; n += 1)
          await opened.log.note({ action: 'default.set' }).catch(() => 0);
        await expectRefused(opened, /ENOSPC/);
        await rm(join(folder, 'filler'));
        await opened.log.note({ action: 'default.set' });
        expect((await opened.verify()).entries).toBeGreaterThan(entries);
        expect(await opened.verify()).toMatchObject({ state: 'intact' });
        await opened.close();
        mount('-o', 'remount,ro', folder);
        await expectRefused(open(), /EROFS/);
      } finally {
        spawnSync('umount', [folder]);
      }
    },
  );

  it.skipIf(asRoot || process.platform === 'win32')(
    'the folder is read-only (root may write it all the same)',
    async () => {
      spawnSync('chmod', ['0500', folder]);
      await expectRefused(open(), /EACCES/);
      spawnSync('chmod', ['0700', folder]);
    },
  );

  it('and what becomes possible again is done', async () => {
    await written(2);
    await rename(path, `${path}.away`);
    await mkdir(path);
    const opened = open();
    await expectRefused(opened, /cannot be read/);
    await rm(path, { recursive: true });
    await rename(`${path}.away`, path);
    await opened.log.note({ action: 'default.set' });
    expect(await opened.verify()).toMatchObject({ state: 'intact', entries: 3 });
  });
});

function mount(...args: string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

function canMount(): boolean {
  const probe = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]);
  return probe.status === 0;
}

describe('a line that was torn off in mid-write', () => {
  it('is taken off wherever it was cut, noted, and the chain holds', async () => {
    await written(2);
    const text = await readFile(path);
    const [first = ''] = await linesOf(path);
    const start = Buffer.byteLength(first) + 1;
    for (let cut = start + 1; cut < text.length; cut += 1) {
      await writeFile(path, text.subarray(0, cut));
      const secrets = new Map(keychain.entries);
      // Keywell was stopped before it remembered the entry.
      keychain.entries.forEach((_value, account) => {
        if (account.startsWith('audit-anchor'))
          keychain.entries.set(account, JSON.stringify({ seq: 1, hash: hashOf(first) }));
      });
      const { log, verify, query, close } = open();
      await log.note({ action: 'default.set' }, ada);
      expect((await query()).records.slice(0, 2)).toMatchObject([
        { seq: 3, action: 'default.set' },
        { seq: 2, action: 'log.repaired', detail: expect.stringContaining(`${cut - start} bytes`) },
      ]);
      expect(await verify()).toMatchObject({ state: 'intact', entries: 3 });
      await close();
      for (const [account, secret] of secrets) keychain.entries.set(account, secret);
    }
  });

  it('is left alone while the log is only read', async () => {
    await written(2);
    await appendFile(path, '{"seq":3');
    const { verify, query } = open();
    expect(await verify()).toMatchObject({ state: 'intact', entries: 2 });
    expect((await query()).records).toHaveLength(2);
    expect(await readFile(path, 'utf8')).toMatch(/\{"seq":3$/);
  });

  it('shows in a file that was moved aside, where none can be', async () => {
    const { log, close } = open(1);
    for (let n = 0; n < 3; n += 1) await log.note({ action: 'default.set' });
    await close();
    await appendFile(join(folder, 'audit-000000000001.jsonl'), 'by hand');
    expect(await open().verify()).toMatchObject({ state: 'broken', firstBadSeq: 2 });
  });
});

describe('a log that was changed between two starts', () => {
  it('shows its gap for good, though it goes on being written', async () => {
    await written(6);
    await writeFile(path, `${(await linesOf(path)).slice(0, 4).join('\n')}\n`);
    for (const _ of ['a start', 'another']) {
      const { log, verify, query, close } = open();
      await log.note({ action: 'default.set' }, ada);
      expect(await verify()).toMatchObject({ state: 'broken', firstBadSeq: 5 });
      const { records } = await query({ action: 'log.repaired' });
      expect(records).toMatchObject([
        { seq: 7, detail: expect.stringContaining('6 were written') },
      ]);
      await close();
    }
  });

  it('shows that it was removed', async () => {
    await written(3);
    await rm(path);
    const { log, verify, close } = open();
    await log.note({ action: 'default.set' });
    await close();
    expect(await verify()).toMatchObject({ state: 'broken', firstBadSeq: 1 });
    expect((await linesOf(path)).map((line) => JSON.parse(line).seq)).toEqual([4, 5]);
  });

  it('shows that its last entry was exchanged, though the seal was taken off with it', async () => {
    await written(3);
    const lines = await linesOf(path);
    const last = { ...JSON.parse(lines.at(-1) ?? ''), action: 'default.cleared', seal: null };
    await writeFile(path, `${[...lines.slice(0, -1), JSON.stringify(last)].join('\n')}\n`);
    const { log, verify } = open();
    await log.note({ action: 'default.set' });
    expect(await verify()).toMatchObject({ state: 'broken', firstBadSeq: 3 });
  });

  it('shows that entries gave way to others without a seal, though these are more than there were', async () => {
    await written(5);
    await writeFile(path, `${(await linesOf(path)).slice(0, 3).join('\n')}\n`);
    keychain.state = 'locked';
    await written(4);
    keychain.state = 'available';
    for (const _ of ['a start', 'another']) {
      const { log, verify, query, close } = open();
      await log.note({ action: 'default.set' }, ada);
      expect(await verify()).toMatchObject({ state: 'broken', firstBadSeq: 4 });
      const { records } = await query({ action: 'log.repaired' });
      expect(records).toMatchObject([
        { seq: 8, detail: expect.stringContaining('Entry 5 is not as it was written') },
      ]);
      await close();
    }
  });

  it('shows its gap also when the keychain was locked at first', async () => {
    await written(4);
    await writeFile(path, `${(await linesOf(path)).slice(0, 2).join('\n')}\n`);
    keychain.state = 'locked';
    const locked = open();
    await locked.log.note({ action: 'default.set' });
    await locked.close();
    keychain.state = 'available';
    const { log, verify } = open();
    await log.note({ action: 'default.set' });
    expect(await verify()).toMatchObject({ state: 'broken', firstBadSeq: 4 });
  });
});

describe('rotation', () => {
  const names = async () => (await readdir(folder)).sort();

  it('goes on after a stop between two files, and never over one that is there', async () => {
    const { log, close } = open(1);
    for (let n = 0; n < 3; n += 1) await log.note({ action: 'default.set' });
    await close();
    // Keywell was stopped after the file had been moved aside and before the next was begun.
    await rename(path, join(folder, 'audit-000000000003.jsonl'));
    const again = open(1);
    for (let n = 0; n < 3; n += 1) await again.log.note({ action: 'default.set' });
    expect(await names()).toEqual([
      ...[1, 2, 3, 4, 5].map((n) => `audit-00000000000${n}.jsonl`),
      'audit.jsonl',
    ]);
    expect(await again.verify()).toMatchObject({ state: 'intact', entries: 6 });
  });

  it('leaves a file alone whose name is taken, and loses nothing', async () => {
    const { log } = open(1);
    await log.note({ action: 'default.set' });
    await mkdir(join(folder, 'audit-000000000001.jsonl'));
    await log.note({ action: 'default.set' });
    expect(await linesOf(path)).toHaveLength(2);
  });

  it('does not disturb who reads meanwhile', async () => {
    const { log, verify, query } = open(1_000);
    const reads: Promise<unknown>[] = [];
    for (let n = 1; n <= 40; n += 1) {
      void log.note({ action: 'default.set' });
      const seen = n;
      reads.push(
        verify().then((found) => expect(found).toMatchObject({ state: 'intact', entries: seen })),
        query({}, 1).then(({ records }) => expect(records).toMatchObject([{ seq: seen }])),
      );
    }
    await Promise.all(reads);
    expect((await names()).length).toBeGreaterThan(5);
  });
});
