import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { createKeychainDouble, type KeychainDouble } from '../vault/testing/keychain-double.ts';
import { openLog } from './testing/open-log.ts';

const ada = { id: 'm1', name: 'Ada' };
const prod = { id: 'c1', name: 'GPT prod' };

let folder: string;
let keychain: KeychainDouble;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywell-audit-'));
  path = join(folder, 'audit.jsonl');
  keychain = createKeychainDouble();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function open(maxBytes?: number) {
  return openLog(folder, keychain, maxBytes);
}

/** A log of `count` facts, closed again. */
async function written(count: number): Promise<void> {
  const opened = open();
  for (let n = 1; n <= count; n += 1)
    await opened.log.note({ action: 'default.set', detail: `n${n}` }, ada);
  await opened.close();
}

async function lines(): Promise<string[]> {
  return (await readFile(path, 'utf8')).trimEnd().split('\n');
}

async function rewrite(change: (lines: string[]) => string[]): Promise<void> {
  await writeFile(path, `${change(await lines()).join('\n')}\n`);
}

describe('the audit log', () => {
  it('puts an action and its outcome on record around carrying it out', async () => {
    const { log, query } = open();
    let onRecord: readonly string[] = [];
    const result = await log.audited(ada, { action: 'key.set', target: prod }, async () => {
      onRecord = await lines();
      return 42;
    });
    expect(result).toBe(42);
    expect(onRecord).toHaveLength(1);
    expect((await query()).records).toMatchObject([
      {
        seq: 1,
        action: 'key.set',
        outcome: 'done',
        target: prod,
        actor: { member: 'Ada', account: 'ada' },
      },
    ]);
  });

  it('records a failure by its code, and passes it on', async () => {
    const { log, query } = open();
    const failing = log.audited(ada, { action: 'key.removed', target: prod }, () => {
      throw new AppError('keychain-locked', 'canary-not-in-the-log');
    });
    await expect(failing).rejects.toThrow('canary');
    expect((await query()).records).toMatchObject([
      { outcome: 'failed', detail: 'Failed: keychain-locked.' },
    ]);
    expect(await readFile(path, 'utf8')).not.toContain('canary');
  });

  it('shows what began and never ended as begun', async () => {
    const { log, query } = open();
    const never = log.audited(
      ada,
      { action: 'key.set', target: prod },
      () => new Promise(() => undefined),
    );
    never.catch(() => undefined);
    await log.note({ action: 'default.cleared' });
    expect((await query({ action: 'key.set' })).records).toMatchObject([
      { outcome: 'begun', endedAt: null },
    ]);
  });

  it('keeps entries in order when many are written at once, and goes on after a restart', async () => {
    const first = open();
    await Promise.all(
      Array.from({ length: 50 }, () => first.log.note({ action: 'default.cleared' })),
    );
    await first.close();
    const second = open();
    await second.log.note({ action: 'default.set' });
    expect(await second.verify()).toMatchObject({ state: 'intact', entries: 51 });
  });

  it('rotates its file at a size and keeps the chain across files', async () => {
    const { log, verify, query } = open(2_000);
    for (let n = 0; n < 30; n += 1) await log.note({ action: 'default.set' }, ada);
    const archived = (await readdir(folder)).filter((name) => name !== 'audit.jsonl').sort();
    expect(archived.length).toBeGreaterThan(3);
    expect(await verify()).toMatchObject({ state: 'intact', entries: 30 });
    const page = await query({}, 12);
    expect(page.more).toBe(true);
    expect(page.records.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 12 }, (_, index) => 30 - index),
    );
    expect((await query({}, 100, 19)).records.map(({ seq }) => seq)[0]).toBe(18);
    await rm(join(folder, archived[0] ?? ''));
    expect(await verify()).toMatchObject({ state: 'broken', firstBadSeq: 1 });
  });

  it('ends an action as it turned out: under the name of its failure, with its target and what came with it', async () => {
    const { log, query } = open();
    const failing = log.audited(
      ada,
      { action: 'key.verified', failedAs: 'key.verification-failed', target: prod },
      () => Promise.reject(new Error('canary-not-in-the-log')),
    );
    await expect(failing).rejects.toThrow();
    const statement = {
      action: 'configuration.created' as const,
      done: (name: string) => ({
        target: { id: 'c9', name },
        also: [{ action: 'default.set' as const, target: { id: 'c9', name } }],
      }),
    };
    expect(await log.audited(ada, statement, () => 'New')).toBe('New');
    expect((await query()).records).toMatchObject([
      { action: 'default.set', outcome: 'noted', target: { name: 'New' }, actor: { id: 'm1' } },
      { action: 'configuration.created', outcome: 'done', target: { id: 'c9', name: 'New' } },
      { action: 'key.verification-failed', outcome: 'failed', detail: 'Failed: internal.' },
    ]);
    expect((await query({ targetId: 'c9' })).records).toHaveLength(2);
    expect((await query({ action: 'key.verified' })).records).toEqual([]);
    expect(await readFile(path, 'utf8')).not.toContain('canary');
  });

  it('calls an action that was refused denied, and says which permission is missing', async () => {
    const { log, query } = open();
    const refusals = [
      new AppError('forbidden', 'canary', { permission: 'keys:manage' }),
      new AppError('policy-forbids', 'The host canary.example is not allowed.'),
    ];
    for (const refusal of refusals) {
      const refused = log.audited(ada, { action: 'configuration.updated', target: prod }, () =>
        Promise.reject(refusal),
      );
      await expect(refused).rejects.toBe(refusal);
    }
    await log.denied(ada, 'keys.set: no');
    expect((await query()).records).toMatchObject([
      { action: 'denied', outcome: 'denied', detail: 'keys.set: no' },
      { outcome: 'denied', detail: 'The policy of this machine forbids it.', target: prod },
      { outcome: 'denied', detail: 'The permission keys:manage is missing.', target: prod },
    ]);
    expect(await readFile(path, 'utf8')).not.toContain('canary');
  });

  it('lets an action stand whose ending cannot be written or described', async () => {
    const { log, query } = open();
    const done = () => {
      throw new Error('no words');
    };
    expect(await log.audited(ada, { action: 'key.set', done }, () => 1)).toBe(1);
    const result = await log.audited(ada, { action: 'key.set' }, async () => {
      await appendFile(path, 'by hand\n');
      return 2;
    });
    expect(result).toBe(2);
    expect((await query()).records).toMatchObject([{ outcome: 'begun' }, { outcome: 'done' }]);
  });

  it('takes names and details of any length and any characters, and finds them as they were written', async () => {
    const { log, verify, query } = open();
    const odd = '\u2028"\\\n\ud800é😀'.repeat(500);
    await log.note(
      { action: 'key.set', target: { id: 'c1', name: odd }, detail: odd },
      {
        id: 'm1',
        name: odd,
      },
    );
    expect(await verify()).toMatchObject({ state: 'intact', entries: 1 });
    const [record] = (await query()).records;
    expect(record?.target?.name).toBe(odd.slice(0, 500));
  });

  it('announces each entry, and many that are written at once as the last of them', async () => {
    const { log, appended } = open();
    const also = [{ action: 'default.set' as const }, { action: 'default.set' as const }];
    await log.audited(ada, { action: 'key.set', done: () => ({ also }) }, () => 1);
    expect(appended).toEqual([1, 4]);
  });

  it('filters by target, member, action and time', async () => {
    const { log, query } = open();
    await log.note({ action: 'key.set', target: prod }, ada);
    await log.note(
      { action: 'key.removed', target: { id: 'c2', name: 'Other' } },
      { id: 'm2', name: 'Bo' },
    );
    const seqs = async (filter: object) => (await query(filter)).records.map(({ seq }) => seq);
    expect(await seqs({ targetId: 'c2' })).toEqual([2]);
    expect(await seqs({ memberId: 'm1' })).toEqual([1]);
    expect(await seqs({ action: 'key.removed' })).toEqual([2]);
    expect(await seqs({ from: '2999-01-01T00:00:00.000Z' })).toEqual([]);
    expect(await seqs({ to: '2999-01-01T00:00:00.000Z' })).toEqual([2, 1]);
  });
});

describe('verifying the audit log', () => {
  beforeEach(() => written(5));
  const verified = () => open().verify();

  it('finds an untouched log intact', async () => {
    expect(await verified()).toMatchObject({ state: 'intact', entries: 5, firstBadSeq: null });
  });

  it('names the first entry that was edited', async () => {
    await rewrite((all) =>
      all.map((line, index) => (index === 2 ? line.replace('n3', 'nX') : line)),
    );
    expect(await verified()).toMatchObject({ state: 'broken', firstBadSeq: 3 });
  });

  it('names an entry that was taken out of the middle', async () => {
    await rewrite((all) => all.filter((_, index) => index !== 1));
    expect(await verified()).toMatchObject({ state: 'broken', firstBadSeq: 2 });
  });

  it('names the first missing entry of a log cut short', async () => {
    await rewrite((all) => all.slice(0, 3));
    expect(await verified()).toMatchObject({ state: 'broken', firstBadSeq: 4 });
  });

  it('names the first of two entries that changed places', async () => {
    await rewrite(([a, b, c, ...rest]) => [a ?? '', c ?? '', b ?? '', ...rest]);
    expect(await verified()).toMatchObject({ state: 'broken', firstBadSeq: 2 });
  });

  it('names a line appended by hand, well-formed or not', async () => {
    await rewrite((all) => [...all, 'not an entry']);
    expect(await verified()).toMatchObject({ state: 'broken', firstBadSeq: 6 });
  });

  it('notices a log that was removed altogether', async () => {
    await rm(path);
    expect(await verified()).toMatchObject({ state: 'broken', firstBadSeq: 1 });
  });

  it('names an entry forged without the audit key, though its chain is right', async () => {
    keychain.state = 'locked';
    const forger = open();
    await forger.log.note({ action: 'default.set' }, ada);
    await forger.close();
    keychain.state = 'available';
    expect(await verified()).toMatchObject({ state: 'unsealed', firstBadSeq: 6 });
  });

  it('says that seals are not checked while the keychain is locked', async () => {
    keychain.state = 'locked';
    expect(await verified()).toMatchObject({ state: 'unsealed', firstBadSeq: null });
  });
});
