import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { anthropicMessages } from '../../../e2e/providers/anthropic-server.ts';
import {
  ChatCompletionsServer,
  modelUnknown,
} from '../../../e2e/providers/chat-completions-server.ts';
import { Gate } from '../../../e2e/providers/gate.ts';
import { gemini } from '../../../e2e/providers/google-server.ts';
import { HostedServer } from '../../../e2e/providers/hosted-server.ts';
import { OllamaServer } from '../../../e2e/providers/ollama-server.ts';
import type { ProviderServer } from '../../../e2e/providers/provider-server.ts';
import { TestClock } from '../generation/test-clock.ts';
import { ada, Comparing, everyPrompt, prompts } from './testing/comparing.ts';

const everything = { range: { from: null, to: null }, memberId: null };
const page = { text: '', beforeSeq: null, limit: 10 };

let comparing: Comparing;
beforeEach(() => {
  comparing = new Comparing();
});

async function closedAfterwards<S extends ProviderServer>(starting: Promise<S>): Promise<S> {
  const server = await starting;
  onTestFinished(() => server.close());
  return server;
}

/** So many columns, each a configuration with a server of its own. */
async function columns(count: number) {
  const servers = await Promise.all(
    Array.from({ length: count }, () => closedAfterwards(ChatCompletionsServer.start())),
  );
  const ids = servers.map(({ baseUrl }, index) =>
    comparing.configuration(`Column ${index}`, { provider: 'custom', baseUrl }),
  );
  return { servers, ids };
}

/** How often each was asked for an answer. */
function asked(servers: readonly ProviderServer[]): readonly number[] {
  return servers.map(({ requests }) => requests.filter(({ method }) => method === 'POST').length);
}

describe('six columns over four wires at once', () => {
  it('stream, fail, are stopped and end on their own, each with the figures of its own server', async () => {
    const clock = new TestClock();
    comparing = new Comparing(clock);
    const quick = await closedAfterwards(ChatCompletionsServer.start());
    const refused = await closedAfterwards(ChatCompletionsServer.start());
    const stalled = await closedAfterwards(HostedServer.start(anthropicMessages));
    const slow = await closedAfterwards(HostedServer.start(gemini));
    const local = await closedAfterwards(OllamaServer.start());
    const uncounted = await closedAfterwards(ChatCompletionsServer.start());
    const gates = Array.from({ length: 6 }, () => new Gate());
    const [quickGate, refusedGate, stalledGate, slowGate, localGate, uncountedGate] = gates;
    if (!quickGate || !refusedGate || !stalledGate || !slowGate || !localGate || !uncountedGate) {
      throw new Error('There are six gates.');
    }
    const slowMiddle = new Gate();
    quick.answerNext({
      holdHeaders: quickGate,
      steps: [{ text: 'Twelve feet.' }],
      usage: { input: 12, output: 4, cached: 3 },
    });
    refused.answerNext({ holdHeaders: refusedGate, ...modelUnknown('keystone-1') });
    stalled.answerNext({
      holdHeaders: stalledGate,
      steps: [{ text: 'Half' }, { hold: new Gate() }],
    });
    slow.answerNext({
      holdHeaders: slowGate,
      steps: [{ reasoning: 'Hm.' }, { hold: slowMiddle }, { text: 'Very, very deep.' }],
      usage: { input: 20, output: 12, reasoning: 2 },
      finish: 'length',
    });
    local.answerNext({
      holdHeaders: localGate,
      steps: [{ text: 'Deep.' }],
      usage: { input: 9, output: 7 },
    });
    uncounted.answerNext({
      holdHeaders: uncountedGate,
      steps: [{ text: 'So deep!' }],
      usage: null,
    });

    const custom = { provider: 'custom' as const };
    const id = comparing.start([
      comparing.configuration('Quick', { ...custom, baseUrl: quick.baseUrl }),
      comparing.configuration('Refused', { ...custom, baseUrl: refused.baseUrl }),
      comparing.configuration('Stalled', { provider: 'anthropic', baseUrl: stalled.baseUrl }),
      comparing.configuration('Slow', { provider: 'google', baseUrl: slow.baseUrl }),
      comparing.configuration('Local', {
        provider: 'ollama',
        model: 'llama3.2:latest',
        baseUrl: local.origin,
      }),
      comparing.configuration('Uncounted', { ...custom, baseUrl: uncounted.baseUrl }),
    ]);
    // All six are asked before any has answered.
    await Promise.all(gates.map(({ reached }) => reached));
    expect(comparing.get(id).comparison).toMatchObject({
      state: 'running',
      columns: Array.from({ length: 6 }, () => ({ cells: { running: 1 } })),
    });

    refusedGate.release();
    await comparing.cellReached(id, [0, 1, 0], 'failed');
    stalledGate.release();
    clock.advance(100);
    quickGate.release();
    await comparing.cellReached(id, [0, 0, 0], 'done');
    clock.advance(200);
    localGate.release();
    await comparing.cellReached(id, [0, 4, 0], 'done');
    clock.advance(100);
    slowGate.release();
    uncountedGate.release();
    await comparing.cellReached(id, [0, 5, 0], 'done');
    await slowMiddle.reached;
    await vi.waitFor(() => expect(texts(id, 3)).toBe('Hm.'));
    clock.advance(2_000);
    slowMiddle.release();
    await comparing.cellReached(id, [0, 3, 0], 'done');
    await vi.waitFor(() => expect(texts(id, 2)).toBe('Half'));
    comparing.comparisons.cancel(id, { prompt: 0, column: 2, repeat: 0 }, ada());
    const { comparison, prompts: compared } = await comparing.reached(id, 'cancelled');
    expect(await (await stalled.takeGeneration()).closed).toBe('dropped');

    const cells = compared[0]?.cells ?? [];
    expect(cells.map(({ state, answer }) => [state, answer])).toEqual([
      ['done', 'Twelve feet.'],
      ['failed', ''],
      ['cancelled', 'Half'],
      ['done', 'Very, very deep.'],
      ['done', 'Deep.'],
      ['done', 'So deep!'],
    ]);
    expect(cells.map(({ end }) => end)).toMatchObject([
      {
        reason: 'stop',
        usage: { inputTokens: 12, cachedInputTokens: 3, outputTokens: 4, source: 'provider' },
        timing: { timeToFirstTokenMs: 100, totalMs: 100, loadMs: null },
        cost: { kind: 'unknown' },
      },
      { error: { code: 'model-unknown' }, timing: { timeToFirstTokenMs: null, totalMs: 0 } },
      { reason: 'cancelled', usage: { source: 'estimated' }, timing: { totalMs: 2_400 } },
      {
        reason: 'length',
        usage: { inputTokens: 20, outputTokens: 12, reasoningTokens: 2 },
        // Eleven tokens after the first, in two seconds.
        timing: { timeToFirstTokenMs: 400, totalMs: 2_400, tokensPerSecond: 5.5 },
        cost: { kind: 'unknown' },
      },
      {
        reason: 'stop',
        usage: { inputTokens: 9, outputTokens: 7 },
        // As its server says: seven tokens in one second, after loading the model for 1.2.
        timing: { timeToFirstTokenMs: 300, totalMs: 300, loadMs: 1_200, tokensPerSecond: 7 },
        cost: { kind: 'local' },
      },
      {
        usage: { inputTokens: 6, outputTokens: 2, source: 'estimated' },
        timing: { timeToFirstTokenMs: 400, totalMs: 400 },
      },
    ]);
    expect(comparison.columns.map(({ figures }) => figures.answers)).toEqual([1, 0, 0, 1, 1, 1]);
    expect(comparison.columns[4]?.figures).toMatchObject({
      loadMs: { count: 1, median: 1_200 },
      cost: { local: 1, totalUsd: 0 },
    });
    // One column alone has a cost that is known, so that none is the cheapest.
    expect(comparison.marks).toEqual({ fastest: [0], cheapest: [], longest: [3] });
    expect(comparing.unexpected).toEqual([]);
  });

  /** What has arrived of a column's answer and its reasoning, as events. */
  function texts(id: string, column: number): string {
    return comparing.sent
      .map(({ event, payload }) => {
        const { comparisonId, place, event: run } = Object(payload);
        if (event !== 'comparisons.event' || comparisonId !== id) return '';
        return place.column === column ? (run.delta ?? '') : '';
      })
      .join('');
  }
});

describe('what is told of a comparison while it runs', () => {
  it('goes to who started it: the events of each cell in order, and how far it is', async () => {
    const { servers, ids } = await columns(2);
    servers[0]?.answerNext({ steps: [{ text: 'one' }] }, { steps: [{ text: 'two' }] });
    const id = comparing.start(ids, { prompts: prompts('first', 'second') });
    await comparing.reached(id, 'complete');
    await vi.waitFor(() => expect(comparing.progress(id).at(-1)?.state).toBe('complete'));

    expect(new Set(comparing.sent.map(({ clientId }) => clientId))).toEqual(new Set(['window-1']));
    const [cell] = comparing.cells(id);
    const events = comparing.sent.flatMap(({ event, payload }) =>
      event === 'comparisons.event' && Object(payload).event.runId === cell?.runId ? [payload] : [],
    );
    expect(events.map((payload) => Object(payload).event.seq)).toEqual([...events.keys()]);
    expect(events.at(-1)).toMatchObject({
      comparisonId: id,
      place: { prompt: 0, column: 0, repeat: 0 },
      event: { type: 'done' },
    });

    const reports = comparing.progress(id);
    expect(reports[0]).toMatchObject({ state: 'running', columns: [{ pending: 2 }, {}] });
    expect(reports.at(-1)).toMatchObject({
      columns: [
        { pending: 0, running: 0, done: 2 },
        { pending: 0, running: 0, done: 2 },
      ],
    });
    const last = new Map(
      reports.flatMap(({ changed }) =>
        changed.map((one) => [`${one.prompt} ${one.column}`, one] as const),
      ),
    );
    expect([...last.values()].map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
    const { answer: _answer, reasoning: _reasoning, textsKept: _kept, ...without } = cell ?? {};
    expect(last.get('0 0')).toEqual(without);
  });
});

describe('the order of runs', () => {
  it('is one column after the other where it is to be, so that models do not share the memory', async () => {
    const { servers, ids } = await columns(3);
    const gates = [new Gate(), new Gate(), new Gate()];
    for (const [column, server] of servers.entries()) {
      const hold = gates[column];
      if (hold) server.answerNext({ steps: [{ hold }, { text: 'a' }] }, { steps: [{ text: 'b' }] });
    }
    const id = comparing.start(ids, { order: 'sequential', repeats: 2 });
    for (const [column, gate] of gates.entries()) {
      await gate.reached;
      expect(asked(servers)).toEqual(
        [0, 1, 2].map((other) => (other < column ? 2 : other === column ? 1 : 0)),
      );
      gate.release();
    }
    await comparing.reached(id, 'complete');
    expect(asked(servers)).toEqual([2, 2, 2]);
  });

  it('is one run of a column at a time where they run side by side', async () => {
    const { servers, ids } = await columns(2);
    const [one, other] = [new Gate(), new Gate()];
    servers[0]?.answerNext({ steps: [{ hold: one }, { text: 'a' }] });
    servers[1]?.answerNext({ steps: [{ text: 'a' }] }, { steps: [{ hold: other }, { text: 'b' }] });
    const id = comparing.start(ids, { prompts: prompts('first', 'second', 'third') });
    await Promise.all([one.reached, other.reached]);
    expect(asked(servers)).toEqual([1, 2]);
    one.release();
    other.release();
    await comparing.reached(id, 'complete');
    expect(asked(servers)).toEqual([3, 3]);
  });
});

describe('what is asked', () => {
  it('is each prompt with its own system prompt, or the comparison’s, or the configuration’s', async () => {
    const { servers, ids } = await columns(2);
    comparing.edit(ids[0] ?? '', { systemPrompt: 'The configuration’s.' });
    const given = { prompt: 'first', systemPrompt: 'Its own.', id: 'one' };
    const first = comparing.start(ids, { prompts: [given, ...prompts('second')] });
    await comparing.reached(first, 'complete');
    const second = comparing.start(ids, { systemPrompt: 'The comparison’s.' });
    await comparing.reached(second, 'complete');
    const bodies = servers[0]?.requests.map(({ body }) => body) ?? [];
    expect(bodies[0]).toContain('Its own.');
    expect(bodies[1]).toContain('The configuration’s.');
    expect(bodies[2]).toContain('The comparison’s.');
    expect(servers[1]?.requests[1]?.body).not.toContain('system');
    expect(comparing.get(first).prompts).toMatchObject([given, { prompt: 'second', id: null }]);
  });

  it('is with the parameters of each column', async () => {
    const { servers, ids } = await columns(1);
    const configurationId = ids[0] ?? '';
    const id = comparing.start([], {
      columns: [
        { configurationId, parameters: { temperature: 0.1 } },
        { configurationId, parameters: { temperature: 0.9 } },
      ],
    });
    const { comparison } = await comparing.reached(id, 'complete');
    const temperatures = servers[0]?.requests.map(({ json }) => Object(json).temperature);
    expect(temperatures?.toSorted()).toEqual([0.1, 0.9]);
    expect(comparison.columns.map(({ parameters }) => parameters)).toEqual([
      { temperature: 0.1 },
      { temperature: 0.9 },
    ]);
  });

  it('is refused before anything runs, if it cannot be asked or is too much', async () => {
    const { servers, ids } = await columns(2);
    const refusal = (given: Parameters<typeof comparing.start>[1]) => () =>
      comparing.start(ids, given);
    const many = Array.from({ length: 5_001 }, () => prompts('a')).flat();
    expect(refusal({ prompts: many, repeats: 20 })).toThrow(
      /would ask for 200,040 answers, and 100,000 are the most/,
    );
    const long = Array.from({ length: 11 }, () => prompts('a'.repeat(1_900_000))).flat();
    expect(refusal({ prompts: long })).toThrow(/have 20,900,000 characters together/);
    expect(
      refusal({
        columns: ids.map((configurationId) => ({ configurationId, parameters: { topP: 7 } })),
      }),
    ).toThrow(/^The run was not started\./);
    expect(() => comparing.start([ids[0] ?? '', randomUUID()])).toThrow(
      /no longer in the registry/,
    );
    const keyLike = `sk-${'ant'}-0Zq7Xw2Rk9Lp4Vt8Ys`;
    expect(refusal({ systemPrompt: `Use ${keyLike}.` })).toThrow(/system prompt holds what looks/);
    const withKey = { prompt: 'b', systemPrompt: `Use ${keyLike}.`, id: null };
    expect(refusal({ prompts: [...prompts('a'), withKey] })).toThrow(
      /^The system prompt or the id of prompt 2 holds what looks like a key\./,
    );
    expect(refusal({ name: keyLike })).toThrow(/^The name holds what looks like a key\./);
    const id = comparing.start(ids);
    expect(() => comparing.comparisons.rename(id, keyLike, ada())).toThrow(/looks like a key/);
    expect(refusal({ id })).toThrow(/There is a comparison with this id/);
    comparing.recorded.heard.keepsHistory = false;
    expect(refusal({ id })).toThrow(/There is a comparison with this id/);
    comparing.recorded.heard.keepsHistory = true;
    await comparing.reached(id, 'complete');
    expect(asked(servers)).toEqual([1, 1]);
    expect(comparing.comparisons.list(page, ada()).comparisons).toHaveLength(1);
  });
});

describe('stopping', () => {
  it('a column leaves the others alone, and what was left of it is run when it is resumed', async () => {
    const { servers, ids } = await columns(2);
    const [stopped, other] = [new Gate(), new Gate()];
    servers[0]?.answerNext({ steps: [{ text: 'Ha' }, { hold: stopped }] });
    servers[1]?.answerNext({ steps: [{ hold: other }, { text: 'b' }] });
    const id = comparing.start(ids, { prompts: prompts('first', 'second', 'third') });
    await Promise.all([stopped.reached, other.reached]);
    comparing.comparisons.cancel(id, { column: 0 }, ada());
    await comparing.cellReached(id, [0, 0, 0], 'cancelled');
    other.release();
    const { comparison } = await comparing.reached(id, 'cancelled');
    expect(comparison.columns.map(({ cells }) => cells)).toMatchObject([
      { cancelled: 3, pending: 0, done: 0 },
      { cancelled: 0, pending: 0, done: 3 },
    ]);
    expect(asked(servers)).toEqual([1, 3]);

    comparing.comparisons.resume(id, ada());
    await comparing.reached(id, 'complete');
    expect(asked(servers)).toEqual([4, 3]);
    expect(comparing.cells(id).map(({ state }) => state)).toEqual(Array(6).fill('done'));
  });

  it('a cell that has yet to begin skips it, and nothing else', async () => {
    const { servers, ids } = await columns(2);
    const gate = new Gate();
    servers[0]?.answerNext({ steps: [{ hold: gate }, { text: 'a' }] });
    const id = comparing.start(ids, { prompts: prompts('first', 'second', 'third') });
    await gate.reached;
    comparing.comparisons.cancel(id, { prompt: 1, column: 0, repeat: 0 }, ada());
    gate.release();
    await comparing.reached(id, 'cancelled');
    expect(servers[0]?.requests.map(({ body }) => /first|second|third/.exec(body)?.[0])).toEqual([
      'first',
      'third',
    ]);
    expect((await comparing.cellReached(id, [1, 0, 0], 'cancelled')).end).toBe(null);
  });

  it('all of it stops all at once, and twice does no harm', async () => {
    const { servers, ids } = await columns(3);
    const gates = servers.map((server) => {
      const hold = new Gate();
      server.answerNext({ steps: [{ hold }] });
      return hold;
    });
    const id = comparing.start(ids, { prompts: prompts('first', 'second') });
    await Promise.all(gates.map(({ reached }) => reached));
    comparing.comparisons.cancel(id, null, ada());
    comparing.comparisons.cancel(id, null, ada());
    const { comparison } = await comparing.reached(id, 'cancelled');
    expect(comparison.columns.map(({ cells }) => cells.cancelled)).toEqual([2, 2, 2]);
    expect(asked(servers)).toEqual([1, 1, 1]);
  });
});

describe('what has failed', () => {
  it('is run again where that is asked, a column’s failed cells and nothing that was done', async () => {
    const { servers, ids } = await columns(2);
    const fails = modelUnknown('keystone-1');
    servers[0]?.answerNext(fails, { steps: [{ text: 'fine' }] }, fails);
    const id = comparing.start(ids, { prompts: prompts('first', 'second', 'third') });
    await comparing.reached(id, 'complete');
    const states = () =>
      comparing.cells(id).flatMap(({ column, state }) => (column === 0 ? state : []));
    expect(states()).toEqual(['failed', 'done', 'failed']);

    comparing.comparisons.resume(id, ada());
    await comparing.reached(id, 'complete');
    expect(asked(servers)).toEqual([3, 3]);

    comparing.comparisons.retry(id, { column: 0 }, ada());
    await comparing.reached(id, 'complete');
    expect(states()).toEqual(['done', 'done', 'done']);
    expect(asked(servers)).toEqual([5, 3]);
  });

  it('or done is kept until its retry has ended', async () => {
    const { servers, ids } = await columns(2);
    const gate = new Gate();
    servers[1]?.answerNext(
      { steps: [{ text: 'old' }] },
      { steps: [{ hold: gate }, { text: 'new' }] },
    );
    const id = comparing.start(ids);
    await comparing.reached(id, 'complete');
    const cell = { prompt: 0, column: 1, repeat: 0 };
    comparing.comparisons.retry(id, cell, ada());
    await gate.reached;
    expect(comparing.cells(id)[1]).toMatchObject({ state: 'running', end: null, answer: '' });
    // A Keywell that was killed now would find it as it was.
    expect(comparing.over().get({ id, ...everyPrompt }, ada()).prompts[0]?.cells[1]).toMatchObject({
      state: 'done',
      answer: 'old',
    });
    gate.release();
    await comparing.reached(id, 'complete');
    expect(comparing.cells(id)[1]).toMatchObject({ state: 'done', answer: 'new' });
  });
});

describe('what is done', () => {
  it('stays where its retry is stopped, which is in the ledger all the same', async () => {
    const { servers, ids } = await columns(2);
    const gate = new Gate();
    servers[1]?.answerNext(
      { steps: [{ text: 'old' }] },
      { steps: [{ text: 'ne' }, { hold: gate }, { text: 'w' }] },
    );
    const id = comparing.start(ids);
    await comparing.reached(id, 'complete');
    const cell = { prompt: 0, column: 1, repeat: 0 };
    const before = comparing.cells(id)[1];
    comparing.comparisons.retry(id, cell, ada());
    await gate.reached;
    comparing.comparisons.cancel(id, cell, ada());
    await comparing.reached(id, 'complete');
    expect(comparing.cells(id)[1]).toEqual(before);
    expect(before).toMatchObject({ state: 'done', answer: 'old' });
    const changed = comparing.progress(id).flatMap((one) => one.changed);
    expect(changed.at(-1)).toMatchObject({ ...cell, state: 'done', runId: before?.runId });
    const outcomes = comparing.recorded.ledger.all(everything).map(({ outcome }) => outcome);
    expect(outcomes.toSorted()).toEqual(['cancelled', 'stop', 'stop']);
  });
});

describe('a configuration', () => {
  it('that is edited in the middle is taken as it is by what begins then, and that is said', async () => {
    const { servers, ids } = await columns(2);
    const gate = new Gate();
    servers[0]?.answerNext({ steps: [{ hold: gate }, { text: 'a' }] });
    const id = comparing.start(ids, { prompts: prompts('first', 'second') });
    await gate.reached;
    comparing.edit(ids[0] ?? '', { model: 'keystone-1-mini', temperature: 0.3 });
    gate.release();
    const { comparison } = await comparing.reached(id, 'complete');
    expect(servers[0]?.requests.map(({ json }) => Object(json).model)).toEqual([
      'keystone-1',
      'keystone-1-mini',
    ]);
    expect(comparison.columns.map(({ standing }) => standing)).toEqual(['changed', 'same']);
    expect(comparison.columns[0]?.configuration.model).toBe('keystone-1');
    expect(comparing.cells(id).map(({ changed }) => changed)).toEqual([false, false, true, false]);
  });

  it('that is deleted in the middle fails what was left of its column, and lets the others go on', async () => {
    const { servers, ids } = await columns(2);
    const gate = new Gate();
    servers[0]?.answerNext({ steps: [{ hold: gate }, { text: 'a' }] });
    const id = comparing.start(ids, { prompts: prompts('first', 'second', 'third') });
    await gate.reached;
    comparing.configurations.delete(ids[0] ?? '');
    gate.release();
    const { comparison } = await comparing.reached(id, 'complete');
    expect(comparison.columns).toMatchObject([
      { standing: 'deleted', cells: { done: 1, failed: 2 } },
      { standing: 'same', cells: { done: 3 } },
    ]);
    const failed = comparing.cells(id).filter(({ state }) => state === 'failed');
    expect(failed.map(({ end }) => end)).toMatchObject(
      Array(2).fill({
        error: { code: 'not-found', message: expect.stringContaining('"Column 0" was deleted') },
        timing: null,
      }),
    );
    expect(servers[0]?.requests).toHaveLength(1);
  });
});

describe('what interrupts it', () => {
  it('is the page that it runs for being closed: it can be resumed from another', async () => {
    const { servers, ids } = await columns(2);
    const gates = servers.map((server) => {
      const hold = new Gate();
      server.answerNext({ steps: [{ text: 'Ha' }, { hold }] });
      return hold;
    });
    const id = comparing.start(ids, { prompts: prompts('first', 'second') });
    await Promise.all(gates.map(({ reached }) => reached));
    // As a host does it.
    comparing.comparisons.dropClient('window-1');
    comparing.generation.cancelClient('window-1');
    const { comparison } = await comparing.reached(id, 'interrupted');
    expect(comparison.notice).toMatch(/^The page that it ran for was closed\./);
    expect(comparing.cells(id).map(({ state }) => state)).toEqual([
      'cancelled',
      'cancelled',
      'pending',
      'pending',
    ]);
    comparing.comparisons.resume(id, ada('window-2'));
    expect((await comparing.reached(id, 'complete')).comparison.notice).toBe(null);
    expect(asked(servers)).toEqual([3, 3]);
    expect(comparing.sent.at(-1)?.clientId).toBe('window-2');
  });

  it('is its member not acting any more, or not being allowed to', async () => {
    const { servers, ids } = await columns(2);
    const gate = new Gate();
    servers[0]?.answerNext({ steps: [{ hold: gate }, { text: 'a' }] });
    const id = comparing.start(ids, { order: 'sequential' });
    await gate.reached;
    comparing.hindrance = 'Another member acts now.';
    gate.release();
    const { comparison } = await comparing.reached(id, 'interrupted');
    expect(comparison.notice).toBe('Another member acts now.');
    expect(comparing.cells(id).map(({ state }) => state)).toEqual(['done', 'pending']);
    expect(asked(servers)).toEqual([1, 0]);
  });

  it('is an answer that cannot be written down: nothing more is asked for', async () => {
    const { servers, ids } = await columns(2);
    const gate = new Gate();
    servers[0]?.answerNext({ steps: [{ hold: gate }, { text: 'a' }] });
    const id = comparing.start(ids, { order: 'sequential', prompts: prompts('first', 'second') });
    await gate.reached;
    const { database, file } = comparing.recorded;
    database.close();
    const aside = `${file}.aside`;
    mkdirSync(aside);
    renameSync(file, `${aside}/keywell.db`);
    mkdirSync(file);
    gate.release();
    await vi.waitFor(() => {
      const last = comparing.progress(id).at(-1);
      expect(last?.notice).toMatch(/^The last answer could not be written down/);
    });
    rmSync(file, { recursive: true });
    renameSync(`${aside}/keywell.db`, file);
    expect((await comparing.reached(id, 'interrupted')).comparison.columns[0]?.cells).toMatchObject(
      {
        done: 0,
        pending: 2,
      },
    );
    expect(asked(servers)).toEqual([1, 0]);
  });

  it('is not another window that asks for it to be resumed: there it is refused while it runs', async () => {
    const { servers, ids } = await columns(2);
    const gate = new Gate();
    servers[0]?.answerNext({ steps: [{ hold: gate }, { text: 'a' }] });
    const id = comparing.start(ids);
    await gate.reached;
    expect(() => comparing.comparisons.resume(id, ada('window-2'))).toThrow(
      /runs in another window/,
    );
    expect(() => comparing.comparisons.retry(id, { column: 0 }, ada('window-2'))).toThrow(
      /runs in another window/,
    );
    gate.release();
    await comparing.reached(id, 'complete');
  });
});

describe('where the history is not kept', () => {
  it('a comparison is in memory only, whole as any, and gone with Keywell', async () => {
    const { ids } = await columns(2);
    comparing.recorded.heard.keepsHistory = false;
    const id = comparing.start(ids, { prompts: prompts('first', 'second') });
    const { comparison } = await comparing.reached(id, 'complete');
    expect(comparison).toMatchObject({ kept: false, columns: [{ figures: { answers: 2 } }, {}] });
    expect(comparing.cells(id)[0]).toMatchObject({ textsKept: true, answer: /deep/ });
    expect(comparing.comparisons.list(page, ada()).comparisons).toMatchObject([
      { id, kept: false },
    ]);
    expect(comparing.recorded.ledger.all(everything)).toHaveLength(4);
    expect(() => comparing.start(ids, { id })).toThrow(/There is a comparison with this id/);
    const restarted = comparing.over();
    expect(() => restarted.get({ id, ...everyPrompt }, ada())).toThrow(/not there any more/);
  });

  it('any more, the texts of further answers are not written, while their figures are', async () => {
    const { servers, ids } = await columns(2);
    const gate = new Gate();
    servers[0]?.answerNext(
      { steps: [{ text: 'kept' }] },
      { steps: [{ hold: gate }, { text: 'unkept' }] },
    );
    const id = comparing.start(ids, { prompts: prompts('first', 'second'), order: 'sequential' });
    await gate.reached;
    comparing.recorded.heard.keepsHistory = false;
    gate.release();
    await comparing.reached(id, 'complete');
    expect(comparing.cells(id)).toMatchObject([
      { answer: 'kept', textsKept: true },
      { answer: '', textsKept: false },
      { answer: '', textsKept: false, answerLength: 6, end: { reason: 'stop' } },
      { answer: '', textsKept: false },
    ]);
  });

  it('because the file cannot be used, prompts are compared all the same, and that is said', async () => {
    const { ids } = await columns(2);
    mkdirSync(comparing.recorded.file);
    const id = comparing.start(ids);
    const { comparison } = await comparing.reached(id, 'complete');
    expect(comparison.kept).toBe(false);
    expect(comparison.notice).toMatch(/^This comparison is in memory only\. History and usage are/);
    rmSync(comparing.recorded.file, { recursive: true });
  });
});

describe('what is kept of comparisons', () => {
  it('is found by name, configuration and first prompt, newest first, page by page', async () => {
    const { ids } = await columns(2);
    const named = (name: string, text: string) =>
      comparing.start(ids, { name, prompts: prompts(text) });
    const made = [
      named('Wells', 'How deep?'),
      named('', 'How   wide?\nIn feet.'),
      named('Zürich', 'x'),
    ];
    for (const id of made) await comparing.reached(id, 'complete');
    const found = (text: string, beforeSeq: number | null = null, limit = 10) =>
      comparing.comparisons.list({ text, beforeSeq, limit }, ada());
    expect(found('').comparisons.map(({ name }) => name)).toEqual([
      'Zürich',
      'How wide? In feet.',
      'Wells',
    ]);
    expect(found('how').comparisons).toHaveLength(2);
    expect(found('zurich keystone').comparisons).toMatchObject([
      { id: made[2], state: 'complete' },
    ]);
    expect(found('column 1 deep').comparisons).toMatchObject([{ name: 'Wells' }]);
    expect(found('nowhere').comparisons).toEqual([]);
    const first = found('', null, 2);
    expect(first.more).toBe(true);
    const rest = found('', first.comparisons.at(-1)?.seq ?? 0, 2);
    expect(rest).toMatchObject({ more: false, comparisons: [{ name: 'Wells', promptCount: 1 }] });
  });

  it('has votes, no more than one the best of a prompt, and names, until it is deleted', async () => {
    const { ids } = await columns(3);
    const id = comparing.start(ids, { prompts: prompts('first', 'second') });
    await comparing.reached(id, 'complete');
    const { comparisons } = comparing;
    comparisons.vote({ id, prompt: 1, column: 0, vote: 'best' }, ada());
    comparisons.vote({ id, prompt: 1, column: 1, vote: 'down' }, ada());
    comparisons.vote({ id, prompt: 1, column: 2, vote: 'best' }, ada());
    comparisons.vote({ id, prompt: 0, column: 0, vote: 'up' }, ada());
    comparisons.vote({ id, prompt: 0, column: 0, vote: null }, ada());
    comparisons.rename(id, ' Renamed ', ada());
    expect(comparing.get(id)).toMatchObject({
      comparison: { name: 'Renamed' },
      prompts: [{ votes: [null, null, null] }, { votes: [null, 'down', 'best'] }],
    });
    comparisons.rename(id, '', ada());
    expect(comparing.get(id).comparison.name).toBe('first');
    expect(() => comparisons.vote({ id, prompt: 2, column: 0, vote: 'up' }, ada())).toThrow(
      /nothing to vote on/,
    );
    comparisons.delete(id, ada());
    comparisons.delete(id, ada());
    expect(() => comparing.get(id)).toThrow(/not there any more/);
    expect(comparing.recorded.ledger.all(everything)).toHaveLength(6);
  });

  it('is run anew as another, with configurations as they are now', async () => {
    const { servers, ids } = await columns(2);
    const id = comparing.start(ids, { name: 'Wells', prompts: prompts('a', 'b'), repeats: 2 });
    await comparing.reached(id, 'complete');
    comparing.edit(ids[1] ?? '', { model: 'keystone-1-mini' });
    const newId = randomUUID();
    comparing.comparisons.rerun({ id, newId }, ada());
    const { comparison, prompts: again } = await comparing.reached(newId, 'complete');
    expect(comparison).toMatchObject({
      name: 'Wells',
      repeats: 2,
      columns: [{}, { configuration: { model: 'keystone-1-mini' }, standing: 'same' }],
    });
    expect(again.map(({ prompt }) => prompt)).toEqual(['a', 'b']);
    expect(asked(servers)).toEqual([8, 8]);
    expect(comparing.get(id).comparison.columns[1]?.standing).toBe('changed');
    comparing.configurations.delete(ids[0] ?? '');
    expect(() => comparing.comparisons.rerun({ id, newId: randomUUID() }, ada())).toThrow(
      /no longer in the registry/,
    );
  });

  it('is deleted while it runs: what runs is stopped, and counts in the ledger', async () => {
    const { servers, ids } = await columns(2);
    const gate = new Gate();
    servers[0]?.answerNext({ steps: [{ text: 'Ha' }, { hold: gate }] });
    const id = comparing.start(ids, { prompts: prompts('first', 'second') });
    await gate.reached;
    comparing.comparisons.delete(id, ada());
    await vi.waitFor(() => {
      const [first] = comparing.recorded.ledger
        .all(everything)
        .filter(({ outcome }) => outcome === 'cancelled');
      expect(first).toMatchObject({ path: 'compare' });
    });
    expect(() => comparing.get(id)).toThrow(/not there any more/);
    expect(servers[0]?.requests).toHaveLength(1);
    expect(comparing.unexpected).toEqual([]);
  });

  it('is nobody else’s', async () => {
    const { ids } = await columns(2);
    const id = comparing.start(ids);
    await comparing.reached(id, 'complete');
    const bob = { ...ada(), actor: { ...ada().actor, id: 'bob', name: 'Bob' } };
    const { comparisons } = comparing;
    expect(comparisons.list(page, bob).comparisons).toEqual([]);
    comparisons.delete(id, bob);
    for (const attempt of [
      () => comparisons.get({ id, ...everyPrompt }, bob),
      () => comparisons.resume(id, bob),
      () => comparisons.retry(id, { column: 0 }, bob),
      () => comparisons.cancel(id, null, bob),
      () => comparisons.vote({ id, prompt: 0, column: 0, vote: 'up' }, bob),
      () => comparisons.rename(id, 'Mine', bob),
      () => comparisons.rerun({ id, newId: randomUUID() }, bob),
      () => comparisons.export(id, { format: 'json', exportedAt: new Date() }, bob),
    ]) {
      expect(attempt).toThrow(/not there any more/);
    }
    expect(comparing.get(id).comparison.state).toBe('complete');
    comparisons.forgetMember('bob');
    expect(comparing.get(id).comparison.state).toBe('complete');
    comparisons.forgetMember('ada');
    expect(comparisons.list(page, ada()).comparisons).toEqual([]);
  });
});
