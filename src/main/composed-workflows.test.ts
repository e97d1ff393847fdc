import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { workflowExamples } from '#shared/domain/rules/workflow/examples.ts';
import type { DraftEvent } from '#shared/domain/workflow-draft.ts';
import { ChatCompletionsServer } from '../../e2e/providers/chat-completions-server.ts';
import { Gate } from '../../e2e/providers/gate.ts';
import { configurationFields } from './registry/testing/configuration-fields.ts';
import { ComposedCore } from './testing/composed-core.ts';
import { startCore } from './testing/start-core.ts';
import { canaryKey } from './vault/testing/canary-key.ts';
import { chainOf } from './workflows/testing/chain.ts';

const [digest] = workflowExamples.map(({ document }) => document);

/** Keywell with one configuration, whose provider is a server here. */
async function setUp() {
  const key = canaryKey();
  const server = await ChatCompletionsServer.start();
  onTestFinished(() => server.close());
  const started = await startCore();
  const { core } = started;
  const fields = configurationFields({
    name: 'Under test',
    provider: 'custom',
    model: 'keystone-1',
    baseUrl: server.baseUrl,
    authentication: 'key',
  });
  const { id } = await core.request('configurations.create', { fields });
  await core.request('keys.set', { configurationId: id, key });
  return { ...started, server, key, id };
}

function heard(core: ComposedCore): readonly DraftEvent[] {
  return core.events
    .filter(({ event }) => event === 'workflows.draftEvent')
    .map(({ payload }) => payload as DraftEvent);
}

async function draft(core: ComposedCore, description = 'A digest every morning.') {
  const draftId = randomUUID();
  await core.request('workflows.draft', { draftId, configurationId: null, description });
  return draftId;
}

async function lastOf(core: ComposedCore, draftId: string): Promise<DraftEvent> {
  const isLast = (one: DraftEvent) => one.draftId === draftId && 'configuration' in one;
  return vi.waitFor(
    () => {
      const found = heard(core).find(isLast);
      if (found === undefined) throw new Error('The draft has not ended.');
      return found;
    },
    { timeout: 30_000, interval: 5 },
  );
}

const save = (document: unknown, draftId: string | null = null) => ({
  document,
  replaces: null,
  draftId,
});

it('drafts, saves with what drafted it, and has it all after a restart, with every run in the ledger', async () => {
  const { core, dataFolder, storage, keychain, server, key } = await setUp();
  server.answerNext(
    { steps: [{ text: 'I would rather not.' }] },
    { steps: [{ text: JSON.stringify(digest) }], usage: { input: 40, output: 30 } },
  );
  const draftId = await draft(core);
  expect(await lastOf(core, draftId)).toMatchObject({
    type: 'drafted',
    document: digest,
    repaired: true,
  });
  const saved = await core.request('workflows.save', save(digest, draftId));
  expect(saved).toMatchObject({ name: 'Morning digest', configuration: { name: 'Under test' } });
  expect(core.events.some(({ event }) => event === 'workflows.changed')).toBe(true);

  const range = { from: null, to: null };
  const { entries } = await core.request('usage.list', { range, beforeSeq: null, limit: 10 });
  expect(entries).toMatchObject([
    { path: 'workflow', memberName: 'ada', outcome: 'stop', usage: { inputTokens: 40 } },
    { path: 'workflow', memberName: 'ada', outcome: 'stop' },
  ]);
  const { conversations } = await core.request('history.list', {
    text: '',
    beforeSeq: null,
    limit: 10,
  });
  expect(conversations).toEqual([]);

  await core.close();
  const again = await ComposedCore.open(dataFolder, keychain, undefined, {
    storage,
    account: 'ada',
  });
  onTestFinished(() => again.close());
  expect(await again.request('workflows.get', { id: saved.id })).toEqual(saved);
  expect(await again.request('workflows.list', {})).toMatchObject({
    workflows: [{ id: saved.id, steps: 3 }],
    notice: null,
  });
  const files = readdirSync(dataFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'));
  expect([...files, ...core.lines, JSON.stringify(core.events)].join('\n')).not.toContain(key);
});

it('stops a draft at once, closing the connection', async () => {
  const { core, server } = await setUp();
  server.answerNext({ steps: [{ text: '{"name": "Half"' }, { hold: new Gate() }] });
  const draftId = await draft(core);
  const { closed } = await server.takeGeneration();
  await core.request('workflows.cancel', { draftId });
  expect(await lastOf(core, draftId)).toMatchObject({ type: 'cancelled' });
  expect(await closed).toBe('dropped');
});

it('stops a draft once somebody else acts, whatever they may do', async () => {
  const { core, server } = await setUp();
  const { id } = await core.request('members.add', {
    name: 'Bea',
    roles: ['auditor'],
    passcode: null,
  });
  server.answerNext({ steps: [{ text: '{"name": "Half"' }, { hold: new Gate() }] });
  const draftId = await draft(core);
  const { closed } = await server.takeGeneration();
  await core.request('members.actAs', { id, passcode: null });
  expect(await lastOf(core, draftId)).toMatchObject({ type: 'cancelled' });
  expect(await closed).toBe('dropped');
});

it('says what stands in the way of a draft as it does of a run', async () => {
  const { core, id } = await setUp();
  await core.request('keys.remove', { configurationId: id });
  const input = { draftId: randomUUID(), configurationId: id, description: 'x' };
  expect((await core.refusal('workflows.draft', input)).code).toBe('key-absent');
  await core.request('configurations.delete', { id });
  const none = { ...input, configurationId: null };
  expect((await core.refusal('workflows.draft', none)).code).toBe('no-configuration');
});

it('shows a member their own alone, and leaves nothing behind of one who is removed', async () => {
  const { core } = await setUp();
  await core.request('workflows.save', save(chainOf(1)));
  const member = await core.request('members.add', {
    name: 'Bea',
    roles: ['member'],
    passcode: null,
  });
  const { members } = await core.request('members.list', {});
  const owner = members.find(({ roles }) => roles.includes('owner'));
  const actAs = (id = '') => core.request('members.actAs', { id, passcode: null });

  await actAs(member.id);
  expect(await core.request('workflows.list', {})).toMatchObject({ workflows: [] });
  const { id } = await core.request('workflows.save', save(chainOf(2)));
  await actAs(owner?.id);
  expect((await core.refusal('workflows.get', { id })).code).toBe('not-found');
  await core.request('members.remove', { id: member.id });
  expect(await core.request('workflows.list', {})).toMatchObject({
    workflows: [{ name: 'A chain of 1' }],
  });
});

it('exports and reads files, saving nothing', async () => {
  const { core } = await setUp();
  const { fileName, text } = await core.request('workflows.export', {
    document: digest,
    format: 'yaml',
  });
  expect(fileName).toBe('morning-digest.yaml');
  expect(await core.request('workflows.import', { text })).toEqual({
    document: digest,
    problems: [],
  });
  expect(await core.request('workflows.list', {})).toMatchObject({ workflows: [] });
});

it('has workflows drafted and revised in the demo, with no key and no network', async () => {
  const { core } = await startCore();
  await core.request('demo.start', {});
  const { configurations } = await core.request('configurations.list', {});
  const cloud = configurations.find(({ provider }) => provider === 'custom');
  const configurationId = cloud?.id ?? null;
  const draftId = randomUUID();
  const description = workflowExamples[0]?.description ?? '';
  await core.request('workflows.draft', { draftId, configurationId, description });
  expect(await lastOf(core, draftId)).toMatchObject({
    type: 'drafted',
    document: digest,
    configuration: { simulated: true },
    runs: [{ cost: { kind: 'simulated' } }],
  });
  // Steps came one by one.
  const steps = heard(core).flatMap((one) =>
    one.type === 'partial' ? [one.document.steps.length] : [],
  );
  expect(new Set(steps)).toEqual(new Set([0, 1, 2, 3]));
});
