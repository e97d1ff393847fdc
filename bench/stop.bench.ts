/**
 * How long Stop takes in each phase of a run: until the run's last event, and until the provider sees the connection
 * closed. Beside it, the same for a bare `fetch` that is aborted in the same phase; but for the first, in which a bare
 * fetch goes on connecting for ten seconds.
 *
 *   node bench/stop.bench.ts
 */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { ChatCompletionsServer, rateLimited } from '../e2e/providers/chat-completions-server.ts';
import { Gate } from '../e2e/providers/gate.ts';
import type { Scenario } from '../e2e/providers/scenario.ts';
import { Generation } from '../src/main/generation/generation.ts';
import { createAdapters, warmAdapters } from '../src/main/providers/adapters.ts';
import { testConfiguration } from '../src/main/providers/test-configuration.ts';
import type { RunEvent } from '../src/shared/domain/run.ts';

const runs = 40;
const warmUps = 5;

const chat = await ChatCompletionsServer.start();

/** Accepts connections and never answers the TLS handshake. */
let accepted: (socket: Socket) => void = () => undefined;
const silent = createServer((socket) => accepted(socket));
await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
const silentUrl = `https://127.0.0.1:${(silent.address() as AddressInfo).port}/v1`;

let baseUrl = chat.baseUrl;
let onEvent: (event: RunEvent) => void = () => undefined;
const generation = new Generation({
  configurationFor: () => testConfiguration({ provider: 'custom', baseUrl }),
  readKey: async () => 'canary-of-the-benchmark-000000',
  adapterFor: createAdapters({ simulatedFetch: () => Promise.reject(new Error('Not here.')) }),
  send: (_client, event) => onEvent(event),
});
await warmAdapters(['custom']);

interface Phase {
  readonly name: string;
  /** Null: nothing is answered at all. */
  readonly scenario: ((gate: Gate) => Scenario) | null;
  /** The event after which a person presses Stop; null: as soon as the server stands at its gate. */
  readonly after: ((event: RunEvent) => boolean) | null;
}

const phases: readonly Phase[] = [
  { name: 'connecting', scenario: null, after: null },
  {
    name: 'waiting for headers',
    scenario: (gate) => ({ holdHeaders: gate, steps: [{ text: 'a' }] }),
    after: null,
  },
  {
    name: 'waiting for the first token',
    scenario: (gate) => ({ steps: [{ hold: gate }, { text: 'a' }] }),
    after: null,
  },
  {
    name: 'in mid-stream',
    scenario: () => ({ steps: [{ endlessly: 'drip ' }] }),
    after: ({ type }) => type === 'text',
  },
  {
    name: 'waiting to try again',
    scenario: () => rateLimited(30),
    after: (event) => event.type === 'phase' && event.phase === 'retrying',
  },
];

interface Sample {
  readonly lastEventMs: number;
  /** Null where no connection is open. */
  readonly closedMs: number | null;
}

/** Resolves when the connection that the silent server accepts next is there, and with it when it is closed. */
function nextConnection(): Promise<{ readonly closed: Promise<number> }> {
  return new Promise((resolve) => {
    accepted = (socket) => {
      socket.on('error', () => undefined);
      const closed = new Promise<number>((done) =>
        socket.on('close', () => done(performance.now())),
      );
      // The client's greeting has to be read for its end to be seen.
      socket.resume();
      resolve({ closed });
    };
  });
}

async function stopKeywell({ scenario, after }: Phase): Promise<Sample> {
  const gate = new Gate();
  baseUrl = scenario === null ? silentUrl : chat.baseUrl;
  if (scenario !== null) chat.answerNext(scenario(gate));
  const connection = scenario === null ? nextConnection() : null;
  let due: () => void = () => undefined;
  let last: (at: number) => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    due = resolve;
  });
  const ended = new Promise<number>((resolve) => {
    last = resolve;
  });
  onEvent = (event) => {
    if (after?.(event)) due();
    if (event.type === 'done' || event.type === 'failed') last(performance.now());
  };
  const runId = randomUUID();
  const messages = [{ role: 'user' as const, content: 'Hello' }];
  await generation.start({ runId, configurationId: null, messages, systemPrompt: null }, 'bench');
  const request = scenario === null ? null : await chat.takeGeneration();
  const socket = await connection;
  await (after === null ? (scenario === null ? undefined : gate.reached) : reached);

  const stoppedAt = performance.now();
  generation.cancel(runId, 'bench');
  const lastEventMs = (await ended) - stoppedAt;
  if (after !== null && scenario !== null && 'status' in scenario(gate)) {
    return { lastEventMs, closedMs: null };
  }
  const closedAt = socket
    ? await socket.closed
    : await request?.closed.then(() => performance.now());
  return { lastEventMs, closedMs: closedAt === undefined ? null : closedAt - stoppedAt };
}

/** Until the server sees a bare fetch gone. */
async function stopBare({ scenario, after }: Phase): Promise<number> {
  const gate = new Gate();
  const controller = new AbortController();
  if (scenario !== null) chat.answerNext(scenario(gate));
  const url = `${chat.baseUrl}/chat/completions`;
  const body = JSON.stringify({ model: 'keystone-1', messages: [] });
  const asking = fetch(url, { method: 'POST', body, signal: controller.signal });
  asking.catch(() => undefined);
  const request = await chat.takeGeneration();
  if (after !== null) {
    const reader = (await asking).body?.getReader();
    await reader?.read();
    reader?.read().catch(() => undefined);
  } else await gate.reached;
  const stoppedAt = performance.now();
  controller.abort();
  await request.closed;
  return performance.now() - stoppedAt;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function words(values: readonly number[]): string {
  return `${quantile(values, 0.5).toFixed(2)} ms (95th percentile ${quantile(values, 0.95).toFixed(2)} ms)`;
}

console.log(`Stop, median of ${runs} runs each; it is to take less than 100 ms:`);
for (const phase of phases) {
  const ours: Sample[] = [];
  const theirs: number[] = [];
  const comparable = phase.scenario !== null && phase.name !== 'waiting to try again';
  for (let run = -warmUps; run < runs; run += 1) {
    const sample = await stopKeywell(phase);
    const bare = comparable ? await stopBare(phase) : null;
    if (run < 0) continue;
    ours.push(sample);
    if (bare !== null) theirs.push(bare);
  }
  console.log(`  ${phase.name}`);
  console.log(`    until the last event         ${words(ours.map((one) => one.lastEventMs))}`);
  const closed = ours.flatMap(({ closedMs }) => (closedMs === null ? [] : [closedMs]));
  if (closed.length === 0) continue;
  console.log(`    until the connection closes  ${words(closed)}`);
  if (theirs.length === 0) continue;
  const ratio = quantile(closed, 0.5) / quantile(theirs, 0.5);
  console.log(`    a bare fetch                 ${words(theirs)}: ×${ratio.toFixed(1)}`);
}

await chat.close();
silent.close();
