/**
 * What Keywell adds to a request, against a bare `fetch` of the same server in the same run: until the first byte of
 * the request reaches the provider's socket, and from a chunk of the answer to its event.
 *
 *   node bench/generation.bench.ts
 */
import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Configuration } from '../src/shared/domain/configuration.ts';

const runs = 30;
const warmUps = 5;
const chunksARun = 8;
/** Longer than deltas are coalesced, so that every chunk makes an event; in milliseconds. */
const betweenChunksMs = 33;
const burst = 5_000;

type Wire = 'custom' | 'ollama';

const chunkOf: Record<Wire, (text: string) => string> = {
  custom: (content) =>
    `data: ${JSON.stringify({ id: 'b', choices: [{ index: 0, delta: { content } }] })}\n\n`,
  ollama: (content) =>
    `${JSON.stringify({ model: 'b', message: { role: 'assistant', content }, done: false })}\n`,
};
const endOf: Record<Wire, string> = {
  custom: `data: ${JSON.stringify({ id: 'b', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`,
  ollama: `${JSON.stringify({ model: 'b', message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop' })}\n`,
};
const pathOf: Record<Wire, string> = { custom: '/v1/chat/completions', ollama: '/api/chat' };

let arrivedAt = 0;
const writtenAt: number[] = [];

const server = createServer((request, response) => {
  const wire: Wire = request.url === pathOf.custom ? 'custom' : 'ollama';
  let body = '';
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', () => {
    response.writeHead(200, {
      'content-type': wire === 'custom' ? 'text/event-stream' : 'application/x-ndjson',
    });
    void (body.includes('burst') ? sendBurst(wire, response) : sendPaced(wire, response));
  });
});
server.on('connection', (socket) => {
  socket.on('data', () => {
    arrivedAt ||= performance.now();
  });
});

async function sendPaced(wire: Wire, response: ServerResponse): Promise<void> {
  for (let at = 0; at < chunksARun; at += 1) {
    await pause(betweenChunksMs);
    writtenAt.push(performance.now());
    response.write(chunkOf[wire](`word-${at} `));
  }
  await pause(betweenChunksMs);
  response.end(endOf[wire]);
}

async function sendBurst(wire: Wire, response: ServerResponse): Promise<void> {
  for (let at = 0; at < burst; at += 1) {
    response.write(chunkOf[wire]('word '));
    if (at % 10 === 0) await pause(1);
  }
  response.end(endOf[wire]);
}

interface Sample {
  readonly untilSocketMs: number;
  readonly chunkToReaderMs: readonly number[];
}

async function sample(run: (onChunk: () => void) => Promise<void>): Promise<Sample> {
  const seenAt: number[] = [];
  arrivedAt = 0;
  writtenAt.length = 0;
  const startedAt = performance.now();
  await run(() => seenAt.push(performance.now()));
  if (seenAt.length !== chunksARun) throw new Error(`${seenAt.length} chunks were seen.`);
  return {
    untilSocketMs: arrivedAt - startedAt,
    chunkToReaderMs: seenAt.map((at, index) => at - (writtenAt[index] ?? Number.NaN)),
  };
}

await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const beforeImport = performance.now();
const { Generation } = await import('../src/main/generation/generation.ts');
const { createAdapters, warmAdapters } = await import('../src/main/providers/adapters.ts');
const imported = performance.now();
await warmAdapters(['custom', 'ollama']);
const warmed = performance.now();

let onEvent: (type: string) => void = () => undefined;
let configuration: Configuration;
const generation = new Generation({
  configurationFor: () => configuration,
  readKey: async () => 'canary-of-the-benchmark-000000',
  adapterFor: createAdapters({ simulatedFetch: () => Promise.reject(new Error('Not here.')) }),
  send: (_client, event) => {
    if (event.type === 'failed') throw new Error(event.error.message);
    onEvent(event.type);
  },
});

async function keywell(wire: Wire, prompt: string, onChunk: () => void): Promise<void> {
  configuration = configurationOf(wire);
  const ended = new Promise<void>((resolve) => {
    onEvent = (type) => {
      if (type === 'text') onChunk();
      if (type === 'done') resolve();
    };
  });
  const messages = [{ role: 'user' as const, content: prompt }];
  const runId = randomUUID();
  await generation.start({ runId, configurationId: null, messages, systemPrompt: null }, 'bench');
  await ended;
}

async function bare(wire: Wire, prompt: string, onChunk: () => void): Promise<void> {
  const response = await fetch(`${origin}${pathOf[wire]}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'b', messages: [{ role: 'user', content: prompt }] }),
  });
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    if (decoder.decode(chunk).includes('word-')) onChunk();
  }
}

function configurationOf(wire: Wire): Configuration {
  return {
    id: randomUUID(),
    revision: 1,
    createdAt: '2026-11-01T09:00:00.000Z',
    updatedAt: '2026-11-01T09:00:00.000Z',
    name: 'Benchmark',
    provider: wire,
    model: 'b',
    baseUrl: wire === 'custom' ? `${origin}/v1` : origin,
    authentication: 'key',
    allowUnencrypted: false,
    temperature: null,
    topP: null,
    maxOutputTokens: null,
    systemPrompt: null,
    contextLength: null,
    keepAlive: null,
    openaiApi: 'responses',
    headers: {},
    connectTimeoutMs: null,
    firstTokenTimeoutMs: null,
    idleTimeoutMs: null,
    tags: [],
    notes: '',
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function report(what: string, ours: readonly number[], theirs: readonly number[]): void {
  const [our, their] = [quantile(ours, 0.5), quantile(theirs, 0.5)];
  const [ourTail, theirTail] = [quantile(ours, 0.95), quantile(theirs, 0.95)];
  console.log(
    `  ${what.padEnd(34)} ${our.toFixed(2)} ms against ${their.toFixed(2)} ms: ` +
      `+${(our - their).toFixed(2)} ms, ×${(our / their).toFixed(1)}` +
      `   (95th percentile ${ourTail.toFixed(2)} against ${theirTail.toFixed(2)} ms)`,
  );
}

console.log(`Loading generation without its libraries: ${(imported - beforeImport).toFixed(0)} ms`);
console.log(`Loading the libraries, with the first use: ${(warmed - imported).toFixed(0)} ms`);

for (const wire of ['custom', 'ollama'] as const) {
  const ours: Sample[] = [];
  const theirs: Sample[] = [];
  for (let run = -warmUps; run < runs; run += 1) {
    const our = await sample((onChunk) => keywell(wire, 'prompt', onChunk));
    const their = await sample((onChunk) => bare(wire, 'prompt', onChunk));
    if (run < 0) {
      if (run === -warmUps) {
        console.log(`${wire}, first run: ${our.untilSocketMs.toFixed(1)} ms until the socket`);
      }
      continue;
    }
    ours.push(our);
    theirs.push(their);
  }
  console.log(`${wire}, median of ${runs} runs, Keywell against a bare fetch:`);
  report(
    'start to first byte on the socket',
    ours.map(({ untilSocketMs }) => untilSocketMs),
    theirs.map(({ untilSocketMs }) => untilSocketMs),
  );
  report(
    'chunk written to event',
    ours.flatMap(({ chunkToReaderMs }) => chunkToReaderMs),
    theirs.flatMap(({ chunkToReaderMs }) => chunkToReaderMs),
  );
  const cost = async (run: typeof keywell) => {
    const before = process.cpuUsage();
    await run(wire, 'burst', () => undefined);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / burst;
  };
  const [our, their] = [await cost(keywell), await cost(bare)];
  console.log(
    `  CPU a token, server included        ${our.toFixed(0)} µs against ${their.toFixed(0)} µs, ×${(our / their).toFixed(1)}`,
  );
}

server.closeAllConnections();
server.close();
