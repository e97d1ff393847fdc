import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { workflowExamples } from '#shared/domain/rules/workflow/examples.ts';
import type { Workflow } from '#shared/domain/workflow.ts';
import { workflowSchema } from '#shared/domain/workflow.ts';
import {
  ChatCompletionsServer,
  overloaded,
} from '../../../e2e/providers/chat-completions-server.ts';
import { Gate } from '../../../e2e/providers/gate.ts';
import { HostedServer } from '../../../e2e/providers/hosted-server.ts';
import { openaiResponses } from '../../../e2e/providers/openai-server.ts';
import type { ProviderServer } from '../../../e2e/providers/provider-server.ts';
import type { StreamedAnswer } from '../../../e2e/providers/scenario.ts';
import { testConfiguration } from '../providers/test-configuration.ts';
import { wires } from '../providers/testing/wires.ts';
import { answerSchema } from './json-schema.ts';
import { chainOf } from './testing/chain.ts';
import { draftingRoom, member } from './testing/drafting-room.ts';

const triage = exampleCalled('Support triage');

function exampleCalled(name: string): Workflow {
  const found = workflowExamples.find(({ document }) => document.name === name);
  if (found === undefined) throw new Error(`There is no example "${name}".`);
  return found.document;
}

const chatBody = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
});

/** An answer that comes in pieces of a few characters. */
function answering(text: string, more: Omit<StreamedAnswer, 'steps'> = {}): StreamedAnswer {
  const steps = (text.match(/[\s\S]{1,7}/g) ?? []).map((piece) => ({ text: piece }));
  return { steps, ...more };
}

describe.each(wires)('$name', (wire) => {
  let server: ProviderServer;
  beforeEach(async () => {
    server = await wire.start();
  });
  afterEach(() => server.close());

  test('drafts a workflow, held to the schema in the provider’s own way', async () => {
    const room = draftingRoom({
      provider: wire.provider,
      openaiApi: wire.openaiApi,
      model: wire.model,
      baseUrl: `${server.origin}${wire.basePath}`,
    });
    server.answerNext(answering(JSON.stringify(triage), { usage: { input: 900, output: 300 } }));
    const { configuration } = await room.draft('Sort the support requests by urgency.');
    expect(await room.ended()).toMatchObject({
      type: 'drafted',
      document: triage,
      problems: [],
      repaired: false,
      configuration,
      runs: [
        { reason: 'stop', usage: { inputTokens: 900, outputTokens: 300, source: 'provider' } },
      ],
    });
    const sent = await server.takeGeneration();
    expect(sent.json).toMatchObject(wire.keepingTo(answerSchema()));
    expect(sent.body).toContain('Sort the support requests by urgency.');
    expect(sent.apiKey).toBe(room.key);
  });
});

test('a refusal by the provider’s rules is said to be one, and not asked about again', async () => {
  const server = await HostedServer.start(openaiResponses);
  const room = draftingRoom({ provider: 'openai', baseUrl: server.baseUrl });
  const refusal = {
    type: 'response.refusal.delta',
    item_id: 'm',
    output_index: 0,
    content_index: 0,
    delta: 'I cannot.',
  };
  server.answerNext({ steps: [{ raw: `data: ${JSON.stringify(refusal)}\n\n` }] });
  await room.draft();
  expect(await room.ended()).toMatchObject({
    type: 'invalid',
    document: null,
    sentence: expect.stringMatching(/^The provider declined to answer/),
    repaired: false,
    runs: [{ reason: 'content-filter' }],
  });
  expect(server.requests).toHaveLength(1);
  await server.close();
});

describe('over one wire', () => {
  let server: ChatCompletionsServer;
  let room: ReturnType<typeof draftingRoom>;

  beforeEach(async () => {
    server = await ChatCompletionsServer.start();
    room = draftingRoom({ provider: 'custom', baseUrl: server.baseUrl });
  });
  afterEach(async () => {
    await room.generation.cancelAll();
    await server.close();
  });

  const cyclic = {
    ...chainOf(3),
    steps: chainOf(3).steps.map((step) =>
      step.id === 's1' ? { ...step, dependsOn: ['s3'] } : step,
    ),
  };
  const json = JSON.stringify;
  const phases = () => room.heard.flatMap((event) => (event.type === 'phase' ? [event.phase] : []));

  test('steps appear as they come, each once it has an id', async () => {
    const [first, second] = [new Gate(), new Gate()];
    const text = json(triage);
    const [one, two] = [text.indexOf('"dependsOn"'), text.indexOf('{"id":"approve"')];
    server.answerNext({
      steps: [
        { text: text.slice(0, one) },
        { hold: first },
        { text: text.slice(one, two) },
        { hold: second },
        { text: text.slice(two) },
      ],
    });
    await room.draft();
    const partials = () =>
      room.heard.flatMap((event) => (event.type === 'partial' ? [event.document] : []));
    await room.seen(({ type }) => type === 'partial');
    expect(partials().at(-1)).toMatchObject({
      name: 'Support triage',
      triggerType: 'webhook',
      steps: [{ id: 'classify', name: 'Classify the request', type: 'llm', dependsOn: [] }],
    });
    first.release();
    await second.reached;
    await vi.waitFor(() => {
      room.clock.advance(1_000);
      expect(partials().at(-1)).toMatchObject({
        steps: [
          { id: 'classify', type: 'llm' },
          {
            id: 'is-urgent',
            type: 'condition',
            dependsOn: ['classify'],
            whenTrue: ['draft-reply'],
            whenFalse: ['file'],
          },
          { id: 'draft-reply', dependsOn: ['is-urgent'] },
        ],
      });
    });
    second.release();
    expect(await room.ended()).toMatchObject({ type: 'drafted', document: triage });
    expect(phases()).toEqual(['connecting', 'waiting', 'drafting']);
    expect(room.heard.map(({ seq }) => seq)).toEqual(room.heard.map((_event, at) => at));
    expect(new Set(room.heard.map(({ clientId }) => clientId))).toEqual(new Set(['window-1']));
  });

  test('a model’s thoughts are told of apart', async () => {
    server.answerNext({ steps: [{ reasoning: 'Let me see.' }, { text: json(triage) }] });
    await room.draft();
    await room.ended();
    expect(room.heard).toContainEqual(
      expect.objectContaining({ type: 'reasoning', delta: 'Let me see.' }),
    );
  });

  test.each([
    ['in a code fence', (text: string) => `\`\`\`json\n${text}\n\`\`\``],
    [
      'among words',
      (text: string) => `Here is your {workflow}:\n\n\`\`\`\n${text}\n\`\`\`\nAnything else?`,
    ],
    ['after words, without a fence', (text: string) => `Sure! ${text} There you are.`],
    [
      'after thoughts with a draft of the draft',
      (text: string) => `<think>{"name": 1}</think>${text}`,
    ],
  ])('an answer %s is read all the same', async (_how, dressed) => {
    server.answerNext(answering(dressed(json(triage))));
    await room.draft();
    expect(await room.ended()).toMatchObject({
      type: 'drafted',
      document: triage,
      repaired: false,
    });
  });

  test('a workflow of 200 steps is drafted whole', async () => {
    server.answerNext({ steps: [{ text: json(chainOf(200)) }] });
    await room.draft();
    expect(await room.ended()).toMatchObject({ type: 'drafted', document: chainOf(200) });
  });

  test('what a document may leave out is filled in, and a configuration that is not here is a warning', async () => {
    const step = { id: 'ask', type: 'llm', name: 'Ask', prompt: 'Hello?' };
    const document = {
      schemaVersion: 1,
      name: 'Two',
      trigger: { type: 'manual' },
      steps: [
        { ...step, configuration: 'under TEST' },
        { ...step, id: 'ask-again', configuration: 'Another' },
      ],
    };
    server.answerNext(answering(json(document)));
    await room.draft();
    expect(await room.ended()).toMatchObject({
      type: 'drafted',
      document: { description: '', steps: [{ dependsOn: [], systemPrompt: null }, {}] },
      problems: [{ severity: 'warning', path: ['steps', 1, 'configuration'] }],
    });
  });

  test.each([
    ['a cyclic graph', json(cyclic), /wait for each other: "s1" → "s2" → "s3" → "s1"/],
    [
      'an unknown dependency',
      json({ ...chainOf(1), steps: [{ ...chainOf(1).steps[0], dependsOn: ['nowhere'] }] }),
      /"nowhere" is not the id of a step/,
    ],
    [
      'a duplicate id',
      json({ ...chainOf(1), steps: [...chainOf(1).steps, ...chainOf(1).steps] }),
      /Steps 1 and 2 are both called "s1"/,
    ],
    [
      'a step without its fields',
      json({ ...chainOf(1), steps: [{ id: 'a', name: 'A', type: 'llm' }] }),
      /"prompt" is missing/,
    ],
    ['no JSON', 'I would rather write a poem.', /not one whole JSON object/],
  ])('%s is told to the model, which repairs it', async (_what, answer, problem) => {
    server.answerNext(answering(answer), answering(json(triage)));
    const { configuration } = await room.draft('Sort the requests.');
    expect(await room.ended()).toMatchObject({
      type: 'drafted',
      document: triage,
      repaired: true,
      configuration,
      runs: [{ reason: 'stop' }, { reason: 'stop' }],
    });
    expect(phases()).toEqual([
      'connecting',
      'waiting',
      'drafting',
      'repairing',
      'connecting',
      'waiting',
      'drafting',
    ]);
    const repairing = room.heard.find(
      (event) => event.type === 'phase' && event.phase === 'repairing',
    );
    expect(json(repairing)).toMatch(escaped(problem));
    const [first, second] = [await server.takeGeneration(), await server.takeGeneration()];
    expect(messagesIn(first.json)).toEqual([
      ['system', expect.stringContaining('You draft workflows.')],
      ['user', expect.stringContaining('Sort the requests.')],
    ]);
    expect(messagesIn(second.json)).toEqual([
      ...messagesIn(first.json),
      ['assistant', answer],
      ['user', expect.stringMatching(problem)],
    ]);
  });

  test('a second answer that is not sound either is shown with its errors and as it came', async () => {
    server.answerNext(answering('{"name": "First"}'), answering(json(cyclic)));
    await room.draft();
    expect(await room.ended()).toMatchObject({
      type: 'invalid',
      text: json(cyclic),
      document: workflowSchema.parse(cyclic),
      problems: [{ sentence: expect.stringContaining('wait for each other') }],
      sentence: 'The answer can be read, but is not a sound workflow.',
      repaired: true,
      runs: [{}, {}],
    });
    expect(server.requests).toHaveLength(2);
  });

  test('an answer cut off at the limit on output tokens is said to be, and not asked for again', async () => {
    const half = json(triage).slice(0, 700);
    server.answerNext(answering(half, { finish: 'length' }));
    await room.draft();
    expect(await room.ended()).toMatchObject({
      type: 'invalid',
      text: half,
      sentence: expect.stringMatching(/^The answer was cut off where the limit on output tokens/),
      repaired: false,
      runs: [{ reason: 'length' }],
    });
    expect(server.requests).toHaveLength(1);
  });

  test('a stream that breaks off fails, and what had come is kept', async () => {
    const half = json(triage).slice(0, 700);
    server.answerNext({ steps: [{ text: half }, 'end'] });
    await room.draft();
    expect(await room.ended()).toMatchObject({
      type: 'failed',
      error: { code: 'stream-broken' },
      text: half,
      runs: [],
    });
  });

  test('a refusal in words is asked about once, and then shown in the words it came in', async () => {
    const refusal = 'I am sorry, but I cannot help with that.';
    server.answerNext(answering(refusal), answering(refusal));
    await room.draft();
    expect(await room.ended()).toMatchObject({
      type: 'invalid',
      text: refusal,
      document: null,
      sentence: 'The answer is not JSON, so that no workflow could be read from it.',
    });
  });

  test('a failed repair leaves the first answer with its errors', async () => {
    server.answerNext(answering(json(cyclic)), {
      status: 401,
      body: { error: { message: 'No.', code: 'invalid_api_key' } },
    });
    await room.draft();
    expect(await room.ended()).toMatchObject({
      type: 'invalid',
      text: json(cyclic),
      problems: [{ sentence: expect.stringContaining('wait for each other') }],
      sentence: expect.stringMatching(
        /not a sound workflow\. It could not be repaired: .* rejected the key/,
      ),
      repaired: false,
      runs: [{}],
    });
  });

  test('an overload is waited out in sight', async () => {
    server.answerNext(overloaded, answering(json(triage)));
    await room.draft();
    await room.seen((event) => event.type === 'phase' && event.phase === 'retrying');
    room.clock.advance(1_000);
    expect(await room.ended()).toMatchObject({ type: 'drafted' });
    expect(phases().slice(-4)).toEqual(['retrying', 'connecting', 'waiting', 'drafting']);
  });

  describe('cancelling', () => {
    test('ends a draft, with what had come', async () => {
      const gate = new Gate();
      server.answerNext({ steps: [{ text: '{"name": "Half"' }, { hold: gate }] });
      const { draftId } = await room.draft();
      await room.seen(({ type }) => type === 'partial');
      room.drafting.cancel(draftId, 'another window');
      room.drafting.cancel(draftId, member.clientId);
      expect(await room.ended()).toMatchObject({
        type: 'cancelled',
        text: '{"name": "Half"',
        runs: [{ reason: 'cancelled' }],
      });
      expect(await (await server.takeGeneration()).closed).toBe('dropped');
      room.drafting.cancel(draftId, member.clientId);
      expect(room.heard.filter(({ type }) => type === 'cancelled')).toHaveLength(1);
    });

    test('ends a repair as well', async () => {
      const gate = new Gate();
      server.answerNext(answering(json(cyclic)), { holdHeaders: gate, steps: [] });
      const { draftId } = await room.draft();
      await gate.reached;
      room.drafting.cancel(draftId, member.clientId);
      expect(await room.ended()).toMatchObject({
        type: 'cancelled',
        text: json(cyclic),
        runs: [{ reason: 'stop' }, { reason: 'cancelled' }],
      });
    });

    test('happens by itself when another member acts, and not when its own does', async () => {
      const gate = new Gate();
      server.answerNext({ holdHeaders: gate, steps: [] });
      await room.draft();
      await gate.reached;
      room.drafting.keepOnlyOf(member.actor.id);
      expect(room.heard.every(({ type }) => type === 'phase')).toBe(true);
      room.drafting.keepOnlyOf('another member');
      expect(await room.ended()).toMatchObject({ type: 'cancelled', text: '' });
      expect(await (await server.takeGeneration()).closed).toBe('dropped');
    });

    test('happens by itself when the page is gone', async () => {
      server.answerNext({ holdHeaders: new Gate(), steps: [] });
      await room.draft();
      room.generation.cancelClient(member.clientId);
      expect(await room.ended()).toMatchObject({ type: 'cancelled', text: '' });
    });
  });

  test('a draft keeps the configuration and the key it began with, also in its repair', async () => {
    const gate = new Gate();
    server.answerNext({ holdHeaders: gate, ...answering(json(cyclic)) }, answering(json(triage)));
    const other = await ChatCompletionsServer.start();
    await room.draft();
    await gate.reached;
    room.room.configuration = testConfiguration({
      provider: 'custom',
      baseUrl: other.baseUrl,
      model: 'another',
      name: 'Edited',
    });
    room.room.readKey = () => Promise.resolve('a key for somewhere else');
    gate.release();
    expect(await room.ended()).toMatchObject({
      type: 'drafted',
      repaired: true,
      configuration: { name: 'Under test', model: 'keystone-1' },
    });
    expect(server.requests.map(({ apiKey }) => apiKey)).toEqual([room.key, room.key]);
    expect(other.requests).toEqual([]);
    await other.close();
  });

  test('every run of a draft is written down, for the member who asked', async () => {
    server.answerNext(answering('no'), answering(json(triage)));
    await room.draft();
    await room.ended();
    expect(room.records.map(({ by, run }) => [by, run.end.type, run.configuration.name])).toEqual([
      ['member-1', 'done', 'Under test'],
      ['member-1', 'done', 'Under test'],
    ]);
  });

  describe('a key', () => {
    const canary = `sk-proj-${'q8Zr2Lx9Vn4Tb7Wk1Ym6'.repeat(2)}`;
    const leaking = {
      ...triage,
      steps: [{ ...triage.steps[0], name: canary, prompt: `Use ${canary}` }],
    };

    test('that an endpoint echoes is in nothing of a draft', async () => {
      const echoing = { ...triage, name: room.key, description: `Bearer ${room.key}` };
      server.answerNext(answering(json(echoing)), answering(json(echoing)));
      await room.draft();
      await room.ended();
      expect(json(room.heard)).not.toContain(room.key);
      expect(json(room.records)).not.toContain(room.key);
    });

    test('that a model makes up is refused, shown nowhere, and not sent back', async () => {
      server.answerNext(answering(json(leaking)), answering(json(leaking)));
      await room.draft();
      expect(await room.ended()).toMatchObject({
        type: 'invalid',
        document: null,
        problems: [
          { path: ['steps', 0, 'name'], sentence: expect.stringContaining('looks like a key') },
          { path: ['steps', 0, 'prompt'] },
        ],
      });
      expect(json(room.heard)).not.toContain(canary);
      await server.takeGeneration();
      expect((await server.takeGeneration()).body).not.toContain(canary);
    });

    test('in a workflow that is to be revised is sent nowhere', async () => {
      const revise = {
        draftId: crypto.randomUUID(),
        configurationId: null,
        document: leaking,
        instruction: 'Shorten it.',
      };
      expect(() => room.drafting.revise(revise, member)).toThrow(/sent nowhere.*looks like a key/);
      expect(server.requests).toEqual([]);
    });
  });

  test('a revision sends the workflow and what is to change', async () => {
    server.answerNext(answering(json(triage)));
    const draftId = crypto.randomUUID();
    await room.drafting.revise(
      { draftId, configurationId: null, document: cyclic, instruction: 'Undo the circle.' },
      member,
    );
    expect(await room.ended()).toMatchObject({ type: 'drafted', draftId, document: triage });
    const [, [, asked] = []] = messagesIn((await server.takeGeneration()).json);
    expect(asked).toContain(json(workflowSchema.parse(cyclic)));
    expect(asked).toContain('Undo the circle.');
  });

  test('it is known which configuration made a draft, by the member who asked for it', async () => {
    server.answerNext(answering(json(triage)));
    const { draftId, configuration } = await room.draft();
    expect(room.drafting.madeBy(draftId, 'member-1')).toBe(null);
    await room.ended();
    expect(room.drafting.madeBy(draftId, 'member-1')).toEqual(configuration);
    expect(room.drafting.madeBy(draftId, 'member-2')).toBe(null);
    expect(room.drafting.madeBy(crypto.randomUUID(), 'member-1')).toBe(null);
    // Also of a draft with errors, which a person may mend.
    server.answerNext(answering(json(cyclic)), answering(json(cyclic)));
    const other = await room.draft();
    await room.seen((event) => event.type === 'invalid');
    expect(room.drafting.madeBy(other.draftId, 'member-1')).toEqual(configuration);
  });

  test('what stands in the way of a run stands in the way of a draft, which can then be begun anew', async () => {
    room.room.readKey = () => Promise.resolve(null);
    const draftId = crypto.randomUUID();
    await expect(room.draft('x', draftId)).rejects.toMatchObject({ code: 'key-absent' });
    room.room.readKey = () => Promise.resolve(room.key);
    server.answerNext({ holdHeaders: new Gate(), steps: [] });
    await room.draft('x', draftId);
    await expect(room.draft('x', draftId)).rejects.toMatchObject({ code: 'conflict' });
  });
});

function messagesIn(body: unknown): [string, string][] {
  return chatBody.parse(body).messages.map(({ role, content }) => [role, content]);
}

/** The pattern for text that stands in JSON. */
function escaped(pattern: RegExp): RegExp {
  return new RegExp(pattern.source.replaceAll('"', '\\\\"'));
}
