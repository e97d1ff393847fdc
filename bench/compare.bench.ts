/**
 * What a comparison costs the main process: six columns at 200 tokens a second each against one, in the same run. The
 * provider is a process of its own, so that the time is Keywell's alone. Answers are written down as always.
 *
 *   node bench/compare.bench.ts
 */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const tokensPerSecond = 200;
const seconds = 5;
const rounds = 3;

if (process.argv[2] === 'provider') serve();
else await measure();

/** Sends each request the same number of tokens at the same pace, one a line. */
function serve(): void {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const beganAt = performance.now();
    let sent = 0;
    const timer = setInterval(() => {
      const due = ((performance.now() - beganAt) / 1_000) * tokensPerSecond;
      for (; sent < Math.min(due, tokensPerSecond * seconds); sent += 1) {
        response.write(chunk({ index: 0, delta: { content: `word-${sent} ` } }));
      }
      if (sent < tokensPerSecond * seconds) return;
      clearInterval(timer);
      response.end(`${chunk({ index: 0, delta: {}, finish_reason: 'stop' })}data: [DONE]\n\n`);
    }, 1);
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}

function chunk(choice: object): string {
  return `data: ${JSON.stringify({ id: 'b', choices: [choice] })}\n\n`;
}

interface Sample {
  /** Of the processor, for each second of the answers, in milliseconds. */
  readonly cpuMs: number;
  readonly events: number;
  /** How long anything else had to wait for its turn, at worst in a hundred times, in milliseconds. */
  readonly delayMs: number;
}

async function measure(): Promise<void> {
  const provider = fork(fileURLToPath(import.meta.url), ['provider']);
  const [port] = await once(provider, 'message');
  const folder = mkdtempSync(path.join(tmpdir(), 'keywell-bench-'));
  const compare = await comparing(`http://127.0.0.1:${port}/v1`, folder);
  await compare(6);
  const one: Sample[] = [];
  const six: Sample[] = [];
  for (let round = 0; round < rounds; round += 1) {
    one.push(await compare(1));
    six.push(await compare(6));
  }
  report('processor, for each second', one, six, ({ cpuMs }) => cpuMs, 'ms');
  report('events to the page', one, six, ({ events }) => events / seconds, 'a second');
  report('wait for a turn, 99th percentile', one, six, ({ delayMs }) => delayMs, 'ms');
  provider.kill();
  compare.close();
  rmSync(folder, { recursive: true });
}

async function comparing(baseUrl: string, folder: string) {
  const { Comparisons } = await import('../src/main/comparisons/comparisons.ts');
  const { ComparisonRecords } = await import('../src/main/comparisons/comparison-records.ts');
  const { systemClock } = await import('../src/main/generation/clock.ts');
  const { Generation } = await import('../src/main/generation/generation.ts');
  const { createAdapters, warmAdapters } = await import('../src/main/providers/adapters.ts');
  const { testConfiguration } = await import('../src/main/providers/test-configuration.ts');
  const { Database } = await import('../src/main/storage/database.ts');
  const { databaseFile, inMemory } = await import('../src/main/storage/database-file.ts');
  const { RunRecords } = await import('../src/main/usage/run-records.ts');
  await warmAdapters(['custom']);

  const configuration = testConfiguration({ provider: 'custom', authentication: 'none', baseUrl });
  const now = () => new Date();
  const database = new Database({ file: databaseFile(folder), now });
  const fail = (error: unknown) => {
    throw error;
  };
  let events = 0;
  let onComplete: () => void = () => undefined;
  const comparisons = new Comparisons({
    records: new ComparisonRecords({
      file: database,
      session: new Database({ file: inMemory, now }),
      records: new RunRecords({
        database,
        keepsHistory: () => true,
        onRecorded: () => undefined,
        onFailure: fail,
      }),
      keepsHistory: () => true,
      now,
      onFailure: fail,
    }),
    generation: new Generation({
      configurationFor: () => configuration,
      readKey: async () => null,
      adapterFor: createAdapters({ simulatedFetch: () => Promise.reject(new Error('Not here.')) }),
      send: () => undefined,
    }),
    configurationNow: () => configuration,
    hindrance: () => null,
    events: {
      broadcast: () => undefined,
      send(_clientId, event, payload) {
        // As a host does with each.
        JSON.stringify(payload);
        events += 1;
        if (event === 'comparisons.progress' && Object(payload).state === 'complete') onComplete();
      },
    },
    clock: systemClock,
    newId: randomUUID,
    onUnexpected: fail,
  });

  async function compare(columns: number): Promise<Sample> {
    const complete = new Promise<void>((resolve) => {
      onComplete = resolve;
    });
    const delay = monitorEventLoopDelay({ resolution: 5 });
    events = 0;
    delay.enable();
    const before = process.cpuUsage();
    comparisons.start(
      {
        id: randomUUID(),
        name: null,
        prompts: [{ prompt: 'How deep is the well?', systemPrompt: null, id: null }],
        systemPrompt: null,
        columns: Array.from({ length: columns }, () => ({ configurationId: configuration.id })),
        repeats: 1,
        order: 'parallel',
      },
      { clientId: 'bench', actor: { id: 'bench', name: 'Bench', roles: [], permissions: [] } },
    );
    await complete;
    const { user, system } = process.cpuUsage(before);
    delay.disable();
    return {
      cpuMs: (user + system) / 1_000 / seconds,
      events,
      delayMs: delay.percentile(99) / 1_000_000,
    };
  }
  return Object.assign(compare, { close: () => database.close() });
}

function report(
  what: string,
  one: readonly Sample[],
  six: readonly Sample[],
  figure: (sample: Sample) => number,
  unit: string,
): void {
  const median = (samples: readonly Sample[]) =>
    samples.map(figure).toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;
  const [ofOne, ofSix] = [median(one), median(six)];
  console.log(
    `  ${what.padEnd(34)} ${ofSix.toFixed(1)} ${unit} with six columns against ${ofOne.toFixed(1)} with one: ×${(ofSix / ofOne).toFixed(1)}`,
  );
}
