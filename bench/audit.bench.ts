/**
 * What the audit log costs: an entry beside a bare append that waits for the disk, in turns in the same run; many
 * entries in one go; then, with 50,000 entries over several files, the first page, a filtered page and verifying the
 * chain, beside reading the same bytes. Times are medians in milliseconds.
 */
import {
  closeSync,
  fdatasync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AuditFiles } from '../src/main/audit/audit-files.ts';
import { AuditKeys } from '../src/main/audit/audit-keys.ts';
import { AuditLog } from '../src/main/audit/audit-log.ts';
import { createMemoryKeychain } from '../src/main/vault/memory-keychain.ts';

const datasync = promisify(fdatasync);
const rounds = 200;
const entries = 50_000;
const everything = { targetId: null, memberId: null, action: null, from: null, to: null };
const ada = { id: 'm1', name: 'Ada' };

function openLog(folder: string, sync: boolean): AuditLog {
  return new AuditLog({
    files: new AuditFiles({ folder, maxBytes: 8_000_000, sync }),
    keys: new AuditKeys(createMemoryKeychain(), 'bench'),
    account: 'ada',
    now: () => new Date(),
    onAppended: () => undefined,
  });
}

function fact(number: number) {
  const target = {
    id: `00000000-0000-4000-8000-${String(number % 100).padStart(12, '0')}`,
    name: 'GPT prod',
  };
  return { action: 'configuration.updated', target, detail: 'Changed: model.' } as const;
}

async function timed(action: () => Promise<unknown> | unknown): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function report(what: string, ms: number, beside: number, than: string): void {
  const figures = `${ms.toFixed(2).padStart(9)} ms, ratio ${(ms / beside).toFixed(2).padStart(6)}`;
  console.log(`audit: ${what.padEnd(34)} ${figures} to ${than}`);
}

async function benchAppending(folder: string): Promise<void> {
  const log = openLog(folder, true);
  const bare = openSync(join(folder, 'bare'), 'a');
  const line = Buffer.alloc(600, 'x');
  const times = { bare: [] as number[], entry: [] as number[], action: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.bare.push(
      await timed(async () => {
        writeSync(bare, line);
        await datasync(bare);
      }),
    );
    times.entry.push(await timed(() => log.note(fact(round), ada)));
    times.action.push(await timed(() => log.audited(ada, fact(round), () => undefined)));
  }
  closeSync(bare);
  const reference = median(times.bare);
  const than = 'a bare synced append';
  report('a bare synced append', reference, reference, than);
  report('an entry', median(times.entry), reference, than);
  report('an action, begun and done', median(times.action), reference, than);
  const also = Array.from({ length: 1_000 }, (_, number) => fact(number));
  const many = await timed(() =>
    log.audited(ada, { ...fact(0), done: () => ({ also }) }, () => undefined),
  );
  report('an import of 1,000', many, reference, than);
  await log.close();
}

async function benchReading(folder: string): Promise<void> {
  const log = openLog(folder, false);
  for (let number = 0; number < entries; number += 1_000) {
    const also = Array.from({ length: 1_000 }, (_, index) => fact(number + index));
    await log.audited(ada, { ...fact(0), done: () => ({ also }) }, () => undefined);
  }
  const bytes = () => {
    for (const name of readdirSync(folder)) readFileSync(join(folder, name), 'utf8');
  };
  const page = { beforeSeq: null, limit: 100 };
  const seldom = { ...everything, action: 'key.set' } as const;
  const reads = [];
  const times: Record<string, number[]> = {
    'the first page': [],
    'a page that finds nothing': [],
    'verifying all': [],
  };
  for (let round = 0; round < 5; round += 1) {
    reads.push(await timed(bytes));
    times['the first page']?.push(await timed(() => log.query(everything, page)));
    times['a page that finds nothing']?.push(await timed(() => log.query(seldom, page)));
    times['verifying all']?.push(await timed(() => log.verify()));
  }
  const reference = median(reads);
  console.log(
    `audit: ${entries.toLocaleString('en')} entries in ${readdirSync(folder).length} files`,
  );
  for (const [what, values] of Object.entries(times)) {
    report(what, median(values), reference, 'reading the bytes');
  }
  await log.close();
}

for (const bench of [benchAppending, benchReading]) {
  const folder = mkdtempSync(join(tmpdir(), 'keywell-bench-'));
  try {
    await bench(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
