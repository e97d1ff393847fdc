/** One suite for runs over every wire: what times out, what is tried again, what stopping does. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunEvent } from '#shared/domain/run.ts';
import { Gate } from '../../../e2e/providers/gate.ts';
import type { ProviderServer } from '../../../e2e/providers/provider-server.ts';
import type { Scenario } from '../../../e2e/providers/scenario.ts';
import { createAdapters } from '../providers/adapters.ts';
import { testConfiguration } from '../providers/test-configuration.ts';
import { wires } from '../providers/testing/wires.ts';
import { Generation } from './generation.ts';
import { TestClock } from './test-clock.ts';

const adapterFor = createAdapters({
  simulatedFetch: () => Promise.reject(new Error('Nothing is simulated here.')),
});

describe.each(wires)('$name', (wire) => {
  let server: ProviderServer;
  let clock: TestClock;
  let generation: Generation;
  let key: string;
  let events: RunEvent[];
  let onEvent: () => void;
  let runId: string;

  beforeEach(async () => {
    server = await wire.start();
    clock = new TestClock();
    key = `canary-${randomBytes(16).toString('hex')}`;
    events = [];
    onEvent = () => undefined;
    runId = randomUUID();
    generation = new Generation({
      configurationFor: () =>
        testConfiguration({
          provider: wire.provider,
          openaiApi: wire.openaiApi,
          model: wire.model,
          baseUrl: `${server.origin}${wire.basePath}`,
          firstTokenTimeoutMs: 5_000,
          idleTimeoutMs: 3_000,
        }),
      readKey: async () => key,
      adapterFor,
      send(_client, event) {
        events.push(event);
        onEvent();
      },
      clock,
    });
  });

  afterEach(async () => {
    await generation.cancelAll();
    await server.close();
    expect(JSON.stringify(events)).not.toContain(key.slice(7, 23));
    expect(clock.pending).toBe(0);
  });

  async function start(...scenarios: readonly Scenario[]): Promise<void> {
    server.answerNext(...scenarios);
    const messages = [{ role: 'user' as const, content: 'How deep is the well?' }];
    await generation.start({ runId, configurationId: null, messages, systemPrompt: null }, 'one');
  }

  function seen(wanted: (event: RunEvent) => boolean): Promise<RunEvent> {
    return new Promise((resolve) => {
      const look = () => {
        const found = events.find(wanted);
        if (found !== undefined) resolve(found);
      };
      onEvent = look;
      look();
    });
  }
  const ended = () => seen(({ type }) => type === 'done' || type === 'failed');
  const phases = () => events.flatMap((event) => (event.type === 'phase' ? [event.phase] : []));
  const text = () => events.map((event) => (event.type === 'text' ? event.delta : '')).join('');

  test('gives up on headers that do not come, and closes the connection', async () => {
    const holdHeaders = new Gate();
    await start({ holdHeaders, steps: [{ text: 'Twelve' }] });
    const request = await server.takeGeneration();
    await holdHeaders.reached;
    clock.advance(5_000);
    expect(await ended()).toMatchObject({ error: { code: 'timeout-first-token' } });
    expect(await request.closed).toBe('dropped');
  });

  test('gives up on a first token that does not come, and closes the connection', async () => {
    const gate = new Gate();
    await start({ steps: [{ hold: gate }, { text: 'Twelve' }] });
    const request = await server.takeGeneration();
    await gate.reached;
    clock.advance(5_000);
    expect(await ended()).toMatchObject({ error: { code: 'timeout-first-token' } });
    expect(await request.closed).toBe('dropped');
  });

  test('gives up on an answer that falls silent, keeps what came, and closes the connection', async () => {
    await start({ steps: [{ text: 'Twelve ' }, { hold: new Gate() }] });
    const request = await server.takeGeneration();
    await seen(({ type }) => type === 'text');
    clock.advance(3_000);
    expect(await ended()).toMatchObject({ error: { code: 'timeout-idle' } });
    expect(text()).toBe('Twelve ');
    expect(await request.closed).toBe('dropped');
  });

  test('waits as long as a rate limit asks, says so, and runs', async () => {
    await start(wire.rateLimited(8), { steps: [{ text: 'Twelve' }] });
    expect(
      await seen((event) => event.type === 'phase' && event.phase === 'retrying'),
    ).toMatchObject({ retryAfterMs: 8_000, error: { code: 'rate-limited' } });
    clock.advance(7_999);
    expect(server.requests).toHaveLength(1);
    clock.advance(1);
    expect(await ended()).toMatchObject({ type: 'done', reason: 'stop' });
    expect(text()).toBe('Twelve');
    expect(phases().filter((phase) => phase !== 'waiting')).toEqual([
      'connecting',
      'retrying',
      'connecting',
      'streaming',
    ]);
  });

  test('tries an overloaded provider three times, and no more', async () => {
    await start(wire.overloaded, wire.overloaded, wire.overloaded);
    for (const [wait, tries] of [
      [1_000, 1],
      [4_000, 2],
    ] as const) {
      await seen(() => phases().filter((phase) => phase === 'retrying').length === tries);
      clock.advance(wait);
    }
    expect(await ended()).toMatchObject({ error: { code: 'overloaded' } });
    expect(server.requests).toHaveLength(3);
  });

  test('is stopped at once while it waits to try again, and asks no more', async () => {
    await start(wire.rateLimited(8));
    await seen((event) => event.type === 'phase' && event.phase === 'retrying');
    generation.cancel(runId, 'one');
    expect(await ended()).toMatchObject({ type: 'done', reason: 'cancelled' });
    clock.advance(60_000);
    expect(server.requests).toHaveLength(1);
  });

  test('does not try a rejected key twice', async () => {
    await start(wire.keyRejected(key));
    expect(await ended()).toMatchObject({ error: { code: 'key-rejected' } });
    expect(server.requests).toHaveLength(1);
  });

  test('is stopped in mid-stream without an end of the server’s own', async () => {
    await start({ steps: [{ endlessly: 'drip ' }] });
    const request = await server.takeGeneration();
    await seen(({ type }) => type === 'text');
    generation.cancel(runId, 'one');
    expect(await ended()).toMatchObject({ type: 'done', reason: 'cancelled' });
    expect(await request.closed).toBe('dropped');
  });
});
