import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { InputOf, OutputOf, Route } from '#shared/ipc/routes.ts';
import { ChatCompletionsServer } from '../../e2e/providers/chat-completions-server.ts';
import { Gate } from '../../e2e/providers/gate.ts';
import { configurationFields } from './registry/testing/configuration-fields.ts';
import { ComposedCore, temporaryDataFolder } from './testing/composed-core.ts';
import { CoreProcess } from './testing/core-process.ts';
import { startCore } from './testing/start-core.ts';
import { canaryKey } from './vault/testing/canary-key.ts';
import { createKeychainDouble } from './vault/testing/keychain-double.ts';

/** Whoever takes requests, in this process or another. */
interface Asked {
  request<R extends Route>(route: R, input: InputOf<R>): Promise<OutputOf<R>>;
}

const always = { from: null, to: null };
const page = { text: '', beforeSeq: null, limit: 50 };
const patience = { timeout: 60_000, interval: 20 };

/** Configurations that need a key or none, each with a server of its own. */
async function columnsIn(core: ComposedCore, count: number, key: string | null) {
  const columns = [];
  for (let index = 0; index < count; index += 1) {
    const server = await ChatCompletionsServer.start({ key });
    onTestFinished(() => server.close());
    const fields = configurationFields({
      name: `Column ${index}`,
      provider: 'custom',
      model: 'keystone-1',
      baseUrl: server.baseUrl,
      authentication: key === null ? 'none' : 'key',
    });
    const { id } = await core.request('configurations.create', { fields });
    if (key !== null) await core.request('keys.set', { configurationId: id, key });
    columns.push({ server, id });
  }
  return columns;
}

async function start(
  asked: Asked,
  configurationIds: readonly string[],
  prompts: readonly string[],
): Promise<string> {
  const { id } = await asked.request('comparisons.start', {
    id: randomUUID(),
    name: null,
    prompts: prompts.map((prompt) => ({ prompt, systemPrompt: null, id: null })),
    systemPrompt: null,
    columns: configurationIds.map((configurationId) => ({ configurationId })),
    repeats: 1,
    order: 'parallel',
  });
  return id;
}

async function comparisonIn(asked: Asked, id: string) {
  return (await asked.request('comparisons.get', { id, fromPrompt: 0, limit: 0 })).comparison;
}

async function reached(asked: Asked, id: string, state: string): Promise<void> {
  await vi.waitFor(async () => {
    expect((await comparisonIn(asked, id)).state).toBe(state);
  }, patience);
}

async function doneIn(asked: Asked, id: string): Promise<number> {
  const { columns } = await comparisonIn(asked, id);
  return columns.reduce((sum, { cells }) => sum + cells.done, 0);
}

async function cellsOf(asked: Asked, id: string, promptCount: number) {
  const cells = [];
  for (let fromPrompt = 0; fromPrompt < promptCount; fromPrompt += 100) {
    const { prompts } = await asked.request('comparisons.get', { id, fromPrompt, limit: 100 });
    cells.push(...prompts.flatMap((prompt) => prompt.cells));
  }
  return cells;
}

/** Every run in the ledger. */
async function ledgerOf(asked: Asked) {
  const entries: OutputOf<'usage.list'>['entries'] = [];
  for (;;) {
    const beforeSeq = entries.at(-1)?.seq ?? null;
    const more = await asked.request('usage.list', { range: always, beforeSeq, limit: 500 });
    entries.push(...more.entries);
    if (!more.more) return entries;
  }
}

it('a batch that is cancelled half-way, killed, and resumed asks each prompt once: none twice, none lost', {
  timeout: 180_000,
}, async () => {
  const dataFolder = temporaryDataFolder();
  const first = await ComposedCore.open(dataFolder, createKeychainDouble());
  const columns = await columnsIn(first, 3, null);
  await first.close();
  const prompts = Array.from({ length: 200 }, (_, index) => `prompt ${index}.`);
  const env = { PATH: process.env.PATH };
  const open = async () => {
    const keywell = await CoreProcess.start(dataFolder, env);
    onTestFinished(() => keywell.kill());
    return keywell;
  };

  const begun = await open();
  const ids = columns.map(({ id }) => id);
  const id = await start(begun, ids, prompts);
  await vi.waitFor(async () => expect(await doneIn(begun, id)).toBeGreaterThan(250), patience);
  await begun.request('comparisons.cancel', { id, part: null });
  await reached(begun, id, 'cancelled');
  const doneBefore = (await cellsOf(begun, id, 200)).filter(({ state }) => state === 'done');
  expect(doneBefore.length).toBeLessThan(600);

  await begun.request('comparisons.resume', { id });
  await vi.waitFor(async () => expect(await doneIn(begun, id)).toBeGreaterThan(400), patience);
  await begun.kill();

  const again = await open();
  const found = await comparisonIn(again, id);
  expect(found.state).toBe('interrupted');
  expect(found.columns.every(({ cells }) => cells.running === 0)).toBe(true);
  const doneAtKill = await cellsOf(again, id, 200);
  expect(doneAtKill.filter(({ state }) => state === 'done').length).toBeGreaterThan(400);
  await again.request('comparisons.resume', { id });
  await reached(again, id, 'complete');

  const cells = await cellsOf(again, id, 200);
  expect(cells.map(({ state }) => state)).toEqual(Array(600).fill('done'));
  // What was done was left as it was: by the cancel, and by the kill.
  const runIds = new Set(cells.map(({ runId }) => runId));
  expect(runIds.size).toBe(600);
  for (const before of [...doneBefore, ...doneAtKill]) {
    if (before.state === 'done') expect(runIds.has(before.runId)).toBe(true);
  }
  for (const { server } of columns) {
    const askedFor = server.requests.map(({ body }) => /prompt \d+\./.exec(body)?.[0] ?? '');
    expect(new Set(askedFor)).toEqual(new Set(prompts));
    // In each column one run at most was under way when it was cancelled, and one when it was killed. What became of
    // them nobody knows, and so they are asked again.
    expect(askedFor.length).toBeLessThanOrEqual(202);
  }
  const ledger = await ledgerOf(again);
  expect(ledger.every((entry) => entry.path === 'compare')).toBe(true);
  expect(
    ledger
      .filter(({ outcome }) => outcome === 'stop')
      .map(({ runId }) => runId)
      .toSorted(),
  ).toEqual([...runIds].toSorted());
  expect(ledger.length).toBeLessThanOrEqual(603);
  await again.close();
});

describe('a comparison', () => {
  it('reads each key for its runs, and has none in what is kept, told or logged', async () => {
    const key = canaryKey();
    const { core, dataFolder } = await startCore();
    const columns = await columnsIn(core, 2, key);
    for (const { server } of columns) {
      server.answerNext({ steps: [{ text: `You sent ${key}.` }] });
    }
    const id = await start(
      core,
      columns.map(({ id: column }) => column),
      ['How deep?'],
    );
    await reached(core, id, 'complete');
    expect(columns.map(({ server }) => server.requests.map(({ bearer }) => bearer))).toEqual([
      [key],
      [key],
    ]);
    const told = [
      await cellsOf(core, id, 1),
      ...(await Promise.all(
        (['markdown', 'json', 'csv'] as const).map((format) =>
          core.request('comparisons.export', { id, format }),
        ),
      )),
      core.events,
      core.lines,
    ];
    expect(JSON.stringify(told)).toContain('You sent [key].');
    expect(JSON.stringify(told)).not.toContain(key);
    const files = readdirSync(dataFolder).map((name) =>
      readFileSync(path.join(dataFolder, name), 'latin1'),
    );
    expect(files.join('')).not.toContain(key);
  });

  it('is in the usage ledger by its path, and not in the history of Generate', async () => {
    const { core } = await startCore();
    const columns = await columnsIn(core, 2, null);
    const id = await start(
      core,
      columns.map(({ id: column }) => column),
      ['How deep?'],
    );
    await reached(core, id, 'complete');
    expect(await ledgerOf(core)).toMatchObject([
      { path: 'compare', memberName: 'ada', outcome: 'stop' },
      { path: 'compare', memberName: 'ada', outcome: 'stop' },
    ]);
    const { text } = await core.request('usage.export', { range: always });
    expect(text).toContain(',compare,Column 0,');
    expect((await core.request('history.list', page)).conversations).toEqual([]);
    expect(core.events.some(({ event }) => event === 'generation.event')).toBe(false);
  });

  it('that a window was closed on, or Keywell, is interrupted, and goes on where it was left', async () => {
    const { core, dataFolder, storage, keychain } = await startCore();
    const columns = await columnsIn(core, 2, null);
    const gates = columns.map(({ server }) => {
      const hold = new Gate();
      server.answerNext({ steps: [{ hold }] });
      return hold;
    });
    const id = await start(
      core,
      columns.map(({ id: column }) => column),
      ['one', 'two'],
    );
    await Promise.all(gates.map(({ reached: stands }) => stands));
    core.dropClient();
    await reached(core, id, 'interrupted');
    const hold = new Gate();
    columns[0]?.server.answerNext({ steps: [{ hold }] });
    await core.request('comparisons.resume', { id });
    await hold.reached;
    await core.close();
    const machine = { storage, account: 'ada', syncAuditLog: false };
    const again = await ComposedCore.open(dataFolder, keychain, undefined, machine);
    onTestFinished(() => again.close());
    expect((await comparisonIn(again, id)).state).toBe('interrupted');
    await again.request('comparisons.resume', { id });
    await reached(again, id, 'complete');
    expect((await cellsOf(again, id, 2)).map(({ state }) => state)).toEqual(Array(4).fill('done'));
  });

  it('stops when another member acts, who sees nothing of it, and is deleted with its own', async () => {
    const { core } = await startCore();
    const columns = await columnsIn(core, 2, null);
    const ids = columns.map(({ id }) => id);
    const { members } = await core.request('members.list', {});
    const owner = members[0]?.id ?? '';
    const added = await core.request('members.add', {
      name: 'Bob',
      roles: ['member'],
      passcode: null,
    });
    await core.request('members.actAs', { id: added.id, passcode: null });
    const hold = new Gate();
    columns[0]?.server.answerNext({ steps: [{ hold }, { text: 'a' }] });
    const id = await start(core, ids, ['one', 'two']);
    await hold.reached;
    await core.request('members.actAs', { id: owner, passcode: null });
    hold.release();
    await vi.waitFor(() => {
      const last = core.events.findLast(({ event }) => event === 'comparisons.progress');
      expect(last?.payload).toMatchObject({
        state: 'interrupted',
        notice: expect.stringMatching(/^Another member acts now\./),
      });
    }, patience);
    expect((await core.request('comparisons.list', page)).comparisons).toEqual([]);
    expect(await core.refusal('comparisons.resume', { id })).toMatchObject({ code: 'not-found' });

    await core.request('members.actAs', { id: added.id, passcode: null });
    expect((await core.request('comparisons.list', page)).comparisons).toMatchObject([{ id }]);
    await core.request('comparisons.resume', { id });
    await reached(core, id, 'complete');
    await core.request('members.actAs', { id: owner, passcode: null });
    await core.request('members.remove', { id: added.id });
    const again = await core.request('members.add', {
      name: 'Bob',
      roles: ['member'],
      passcode: null,
    });
    expect(again.id).not.toBe(added.id);
    expect(await core.refusal('comparisons.resume', { id })).toMatchObject({ code: 'not-found' });
  });

  it('fails the cells of a column without a key, and runs the others', async () => {
    const { core } = await startCore();
    const columns = await columnsIn(core, 2, null);
    const keyless = await core.create('Without a key');
    const ids = [columns[0]?.id ?? '', keyless.id];
    const id = await start(core, ids, ['one', 'two']);
    await reached(core, id, 'complete');
    expect(await cellsOf(core, id, 2)).toMatchObject([
      { state: 'done' },
      { state: 'failed', runId: null, end: { error: { code: 'key-absent' }, timing: null } },
      { state: 'done' },
      { state: 'failed', end: { error: { code: 'key-absent' } } },
    ]);
  });

  it('leaves nothing of its texts on the disk where the history is not kept', async () => {
    const { core, dataFolder } = await startCore();
    const columns = await columnsIn(core, 2, null);
    await core.request('history.setKept', { kept: false });
    const id = await start(
      core,
      columns.map(({ id: column }) => column),
      ['unkept-canary'],
    );
    await reached(core, id, 'complete');
    const files = readdirSync(dataFolder).map((name) =>
      readFileSync(path.join(dataFolder, name), 'latin1'),
    );
    expect(files.join('')).not.toContain('unkept-canary');
  });
});
