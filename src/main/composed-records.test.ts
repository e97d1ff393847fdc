import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { InputOf } from '#shared/ipc/routes.ts';
import { ChatCompletionsServer, keyRejected } from '../../e2e/providers/chat-completions-server.ts';
import { Gate } from '../../e2e/providers/gate.ts';
import { configurationFields } from './registry/testing/configuration-fields.ts';
import { ComposedCore } from './testing/composed-core.ts';
import { startCore } from './testing/start-core.ts';
import { canaryKey } from './vault/testing/canary-key.ts';

const always = { from: null, to: null };
const page = { text: '', beforeSeq: null, limit: 50 };
const rows = { range: always, beforeSeq: null, limit: 100 };
const totals = { range: always, timeZone: 'UTC' };

/** Keywell with one configuration, whose provider is a server here. */
async function setUp() {
  const key = canaryKey();
  const server = await ChatCompletionsServer.start();
  onTestFinished(() => server.close());
  const { core, dataFolder, storage, keychain } = await startCore();
  const fields = configurationFields({
    name: 'Under test',
    provider: 'custom',
    model: 'keystone-1',
    baseUrl: server.baseUrl,
    authentication: 'key',
  });
  const { id } = await core.request('configurations.create', { fields });
  await core.request('keys.set', { configurationId: id, key });
  const reopen = async () => {
    await core.close();
    const machine = { storage, account: 'ada', syncAuditLog: false };
    const again = await ComposedCore.open(dataFolder, keychain, undefined, machine);
    onTestFinished(() => again.close());
    return again;
  };
  return { core, dataFolder, server, key, id, reopen };
}

type Start = InputOf<'generation.start'>;

/** Starts a run, and gives its id and a promise of its end being written down. */
async function start(core: ComposedCore, prompt: string, given: Partial<Start> = {}) {
  const runId = randomUUID();
  const before = core.events.filter(({ event }) => event === 'usage.changed').length;
  const messages = [{ role: 'user' as const, content: prompt }];
  const input = { runId, configurationId: null, messages, systemPrompt: null, ...given };
  await core.request('generation.start', input);
  const written = vi.waitFor(
    () => {
      const now = core.events.filter(({ event }) => event === 'usage.changed').length;
      expect(now).toBeGreaterThan(before);
    },
    { timeout: 10_000, interval: 5 },
  );
  return { runId, written };
}

async function run(core: ComposedCore, prompt: string, given: Partial<Start> = {}) {
  const { runId, written } = await start(core, prompt, given);
  await written;
  return runId;
}

function bytesIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

async function titles(core: ComposedCore): Promise<readonly string[]> {
  const { conversations } = await core.request('history.list', page);
  return conversations.map(({ title }) => title);
}

it('opens no file of runs before there is one', async () => {
  const { core, dataFolder } = await setUp();
  expect(readdirSync(dataFolder)).not.toContain('keywell.db');
  await run(core, 'How deep?');
  expect(readdirSync(dataFolder)).toContain('keywell.db');
});

it('has in ledger and history what a run was, from its first turn to the next', async () => {
  const { core, server, id } = await setUp();
  server.answerNext({
    steps: [{ text: 'Twelve feet.' }],
    usage: { input: 17, output: 5, cached: 8, reasoning: 2 },
  });
  const first = await run(core, 'How deep?', { systemPrompt: 'Be brief.' });
  const turns = [
    { role: 'user' as const, content: 'How deep?' },
    { role: 'assistant' as const, content: 'Twelve feet.' },
    { role: 'user' as const, content: 'Really?' },
  ];
  const second = await run(core, '', { messages: turns, follows: first });
  const { entries } = await core.request('usage.list', rows);
  expect(entries).toMatchObject([
    { runId: second },
    {
      runId: first,
      memberName: 'ada',
      path: 'generate',
      configuration: { id, name: 'Under test', model: 'keystone-1', simulated: false },
      outcome: 'stop',
      usage: { inputTokens: 17, cachedInputTokens: 8, outputTokens: 5, reasoningTokens: 2 },
      cost: { kind: 'unknown' },
    },
  ]);
  const { conversations } = await core.request('history.list', page);
  expect(conversations).toMatchObject([{ title: 'How deep?', runs: 2 }]);
  expect(await core.request('history.open', { id: conversations[0]?.id ?? 0 })).toMatchObject({
    runs: [
      { runId: first, prompt: 'How deep?', systemPrompt: 'Be brief.', answer: 'Twelve feet.' },
      { runId: second, follows: first, prompt: 'Really?' },
    ],
  });
});

it('has every run of many at once, each with its own answer', async () => {
  const { core, server } = await setUp();
  const runs: Awaited<ReturnType<typeof start>>[] = [];
  for (let number = 0; number < 12; number += 1) {
    server.answerNext({
      steps: [{ text: `answer ${number}` }],
      usage: { input: number, output: 1 },
    });
    runs.push(await start(core, `prompt ${number}`));
    await server.takeGeneration();
  }
  await vi.waitFor(async () => {
    expect((await core.request('usage.list', rows)).entries).toHaveLength(12);
  });
  const { conversations } = await core.request('history.list', page);
  for (const { id, title } of conversations) {
    const { runs: kept } = await core.request('history.open', { id });
    expect(kept).toMatchObject([{ answer: title.replace('prompt', 'answer') }]);
  }
  expect(new Set(conversations.map(({ runId }) => runId))).toEqual(
    new Set(runs.map(({ runId }) => runId)),
  );
});

it('keeps no key, in whatever way a provider sends it back, and no prompt in the ledger or the log', async () => {
  const { core, dataFolder, server, key } = await setUp();
  const prompt = 'prompt-canary-7f3a';
  server.answerNext({
    steps: [
      { reasoning: `I was given ${key}.` },
      { text: `It is ${key.slice(0, 9)}` },
      { text: key.slice(9) },
    ],
  });
  await run(core, prompt);
  server.answerNext(keyRejected(key));
  await run(core, prompt);
  server.answerNext({ steps: [{ text: 'Half of' }, { failure: `Bearer ${key} has expired` }] });
  await run(core, prompt);
  const shown = [
    await core.request('usage.list', rows),
    await core.request('usage.export', { range: always }),
    await core.request('history.list', page),
    await core.request('history.open', { id: 1 }),
    await core.request('history.open', { id: 2 }),
    await core.request('history.open', { id: 3 }),
  ];
  expect(JSON.stringify(shown)).toContain('It is [key]');
  expect(JSON.stringify(shown)).not.toContain(key);
  expect(bytesIn(dataFolder)).not.toContain(key);
  expect(JSON.stringify(shown.slice(0, 2))).not.toContain(prompt);
  expect(core.lines.join('\n')).not.toContain(prompt);
});

describe('what is not to be kept', () => {
  it('is not, from the moment that is said, while its figures are', async () => {
    const { core, dataFolder, server } = await setUp();
    const gate = new Gate();
    server.answerNext({ steps: [{ text: 'unkept-answer' }, { hold: gate }] });
    const { written } = await start(core, 'unkept-prompt');
    const settings = await core.request('history.setKept', { kept: false });
    expect(settings.keepHistory).toBe(false);
    expect(core.events.at(-1)).toMatchObject({ event: 'settings.changed', payload: settings });
    gate.release();
    await written;
    expect(await titles(core)).toEqual([]);
    expect((await core.request('usage.list', rows)).entries).toHaveLength(1);
    expect(bytesIn(dataFolder)).not.toContain('unkept');
    await core.request('history.setKept', { kept: true });
    await run(core, 'kept');
    expect(await titles(core)).toEqual(['kept']);
  });

  it('is not decided with the looks of the window', async () => {
    const { core } = await setUp();
    await core.request('history.setKept', { kept: false });
    await core.request('settings.update', { theme: 'dark' });
    expect(await core.request('settings.get', {})).toMatchObject({
      theme: 'dark',
      keepHistory: false,
    });
    const mixed = { theme: 'dark', keepHistory: true };
    expect(await core.send('settings.update', mixed)).toMatchObject({
      ok: false,
      error: { code: 'invalid-input' },
    });
  });
});

it('deletes on request, and tells every window', async () => {
  const { core } = await setUp();
  await run(core, 'one');
  await run(core, 'two');
  core.events.length = 0;
  await core.request('history.delete', { id: 1 });
  expect(core.events).toEqual([{ event: 'history.changed', payload: null }]);
  expect(await titles(core)).toEqual(['two']);
  await core.request('history.deleteAll', {});
  expect(await titles(core)).toEqual([]);
  expect(await core.refusal('history.open', { id: 2 })).toMatchObject({ code: 'not-found' });
});

describe('who may see what', () => {
  it('members see their own runs, who may audit everybody’s figures, and nobody others’ texts', async () => {
    const { core } = await setUp();
    await run(core, 'the owner’s');
    await core.actWith('member');
    await run(core, 'the member’s');
    expect(await titles(core)).toEqual(['the member’s']);
    expect(await core.request('usage.totals', totals)).toMatchObject({
      scope: 'own',
      total: { runs: 1 },
    });
    expect((await core.request('usage.list', rows)).entries).toHaveLength(1);
    const own = await core.request('usage.export', { range: always });
    expect(own.text.trim().split('\r\n')).toHaveLength(2);
    expect(own.fileName).toMatch(/^keywell-usage-\d{4}-\d\d-\d\d\.csv$/);

    const { members } = await core.request('members.list', {});
    const owner = members.find(({ roles }) => roles.includes('owner'));
    await core.request('members.actAs', { id: owner?.id ?? '', passcode: null });
    expect(await titles(core)).toEqual(['the owner’s']);
    expect(await core.refusal('history.open', { id: 2 })).toMatchObject({ code: 'not-found' });

    await core.actWith('auditor');
    expect(await core.request('usage.totals', totals)).toMatchObject({
      scope: 'everybody',
      total: { runs: 2 },
    });
    expect((await core.request('usage.list', rows)).entries).toHaveLength(2);
    expect(await core.refusal('history.list', page)).toMatchObject({ code: 'forbidden' });
  });

  it('while nobody acts nothing is told, and the attempt is on record', async () => {
    const { core, reopen } = await setUp();
    await run(core, 'the owner’s');
    const { members } = await core.request('members.list', {});
    const id = members[0]?.id ?? '';
    await core.request('members.setPasscode', { id, passcode: 'a long passcode' });
    const again = await reopen();
    for (const [route, input] of [
      ['usage.list', rows],
      ['usage.totals', totals],
      ['usage.export', { range: always }],
      ['history.list', page],
    ]) {
      expect(await again.send(route, input)).toMatchObject({ error: { code: 'forbidden' } });
    }
    await again.request('members.actAs', { id, passcode: 'a long passcode' });
    const denied = (await again.records({ action: 'denied' })).map(({ detail }) => detail);
    expect(denied).toHaveLength(4);
    expect(denied.join()).toContain('usage.list: The permission generate is missing.');
    expect(await titles(again)).toEqual(['the owner’s']);
  });

  it('a member who is removed leaves no text behind', async () => {
    const { core, dataFolder } = await setUp();
    await run(core, 'abandoned prompt');
    const { members } = await core.request('members.list', {});
    await core.actWith('owner');
    await core.request('members.remove', { id: members[0]?.id ?? '' });
    expect(bytesIn(dataFolder)).not.toContain('abandoned');
    expect((await core.request('usage.list', rows)).entries).toHaveLength(1);
  });
});

describe('a run with parameters of its own', () => {
  it('sends them in the place of the configuration’s, and has them in the history', async () => {
    const { core, server } = await setUp();
    const parameters = { temperature: 0.25, maxOutputTokens: 64 };
    await run(core, 'How deep?', { parameters });
    const asked = await server.takeGeneration();
    expect(asked.json).toMatchObject({ temperature: 0.25, max_tokens: 64 });
    const { runs } = await core.request('history.open', { id: 1 });
    expect(runs).toMatchObject([{ parameters }]);
    const { configurations } = await core.request('configurations.list', {});
    expect(configurations).toMatchObject([{ temperature: null, maxOutputTokens: null }]);
  });

  it('does not start with one that no configuration may have', async () => {
    const { core, server } = await setUp();
    const messages = [{ role: 'user' as const, content: 'How deep?' }];
    const input = { runId: randomUUID(), configurationId: null, messages, systemPrompt: null };
    const refusal = await core.refusal('generation.start', {
      ...input,
      parameters: { temperature: 3 },
    });
    expect(refusal).toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/^The run was not started\. Temperature is a number/),
      data: { fields: { temperature: expect.any(String) } },
    });
    expect(server.requests).toEqual([]);
  });
});

it('writes down what closing cut off', async () => {
  const { core, dataFolder, server, key } = await setUp();
  server.answerNext({ steps: [{ text: 'Only this' }, { hold: new Gate() }] });
  await start(core, 'How deep?');
  await vi.waitFor(() => expect(JSON.stringify(core.events)).toContain('Only this'));
  await core.close();
  expect(readdirSync(dataFolder).filter((name) => name.startsWith('keywell.db'))).toEqual([
    'keywell.db',
  ]);
  const text = bytesIn(dataFolder);
  expect(text).toContain('Only this');
  expect(text).toContain('cancelled');
  expect(text).not.toContain(key);
});

it('runs prompts also where nothing can be written down, and says so', async () => {
  const { core, dataFolder } = await setUp();
  writeFileSync(path.join(dataFolder, 'keywell.db'), 'not a database '.repeat(1_000));
  await run(core, 'How deep?');
  const { conversations, notice } = await core.request('history.list', page);
  expect(conversations).toHaveLength(1);
  expect(notice).toMatch(/put aside as "keywell\.damaged-/);
  expect(await core.request('usage.totals', totals)).toMatchObject({ notice });
});
