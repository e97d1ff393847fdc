/**
 * What local models cost the main process, against a bare read of the same bytes in the same run: a line of a pull's
 * progress, until it is kept and announced, and a look at a server with 500 models on which nothing has changed.
 *
 *   node bench/local-models.bench.ts
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { shown, tag } from '../e2e/providers/ollama-answers.ts';
import { manyModels } from '../e2e/providers/ollama-models.ts';
import { systemClock } from '../src/main/generation/clock.ts';
import { KnownFacts } from '../src/main/local-models/known-facts.ts';
import { PullRecords } from '../src/main/local-models/pull-records.ts';
import { Pulls } from '../src/main/local-models/pulls.ts';
import { LocalServers } from '../src/main/local-models/servers.ts';
import { Watches } from '../src/main/local-models/watches.ts';
import { OllamaApi } from '../src/main/providers/ollama-api.ts';
import { Database } from '../src/main/storage/database.ts';

const rounds = 7;
const layers = 5;
const linesALayer = 8_000;
const looks = 40;
const models = manyModels(500);

const address = { configurationId: null };
const nothing = () => undefined;

/** A pull as Ollama tells of it, in one piece, so that the server costs next to nothing. */
const pullBody = Buffer.from(
  [
    { status: 'pulling manifest' },
    ...Array.from({ length: layers * linesALayer }, (_, at) => {
      const digest = `sha256:${String(Math.floor(at / linesALayer)).repeat(64)}`;
      const total = 1_000_000 * linesALayer;
      const completed = ((at % linesALayer) + 1) * 1_000_000;
      return { status: `pulling ${digest.slice(7, 19)}`, digest, total, completed };
    }),
    { status: 'success' },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join(''),
);
const lineCount = layers * linesALayer;

const answers: Readonly<Record<string, string>> = {
  '/api/version': JSON.stringify({ version: '0.12.6' }),
  '/api/tags': JSON.stringify({ models: models.map(tag) }),
  '/api/ps': JSON.stringify({ models: [] }),
};
const details = JSON.stringify(shown(models[0] ?? { name: 'a', size: 1, parameterSize: '1B' }));

const server = createServer((request, response) => {
  request.resume();
  if (request.url === '/api/pull') {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' }).end(pullBody);
    return;
  }
  const body = answers[request.url ?? ''] ?? details;
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const servers = new LocalServers({
  ollamaUrl: origin,
  configurations: () => [],
  holdsKey: () => false,
  readKey: async () => null,
  checkDestination: nothing,
  loadApi: async () => new OllamaApi(() => Promise.reject(new Error('Not here.')), systemClock),
});

const folder = mkdtempSync(path.join(tmpdir(), 'keywell-bench-'));
const database = new Database({ file: path.join(folder, 'keywell.db'), now: () => new Date() });
let announced = 0;
let pulled = nothing as () => void;
const pulls = new Pulls({
  servers,
  records: new PullRecords({ database, onFailure: rethrow }),
  clock: systemClock,
  newId: () => crypto.randomUUID(),
  freeBytes: async () => Number.MAX_SAFE_INTEGER,
  onChange: nothing,
  onProgress() {
    announced += 1;
  },
  onPulled: () => pulled(),
  onUnexpected: rethrow,
});

function rethrow(error: unknown): never {
  throw error;
}

async function pullThrough(): Promise<void> {
  const done = new Promise<void>((resolve) => {
    pulled = resolve;
  });
  const { id } = pulls.start({ address, name: 'bench:1b', insecure: false });
  await done;
  pulls.dismiss(id);
}

async function readThrough(): Promise<void> {
  const response = await fetch(`${origin}/api/pull`, { method: 'POST' });
  const decoder = new TextDecoder();
  let rest = '';
  let lines = 0;
  for await (const chunk of response.body ?? []) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      JSON.parse(part);
      lines += 1;
    }
  }
  if (lines < lineCount) throw new Error(`${lines} lines were read.`);
}

/** Microseconds of processor time, the server's included. */
async function processorTime(action: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await action();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

async function median(action: () => Promise<void>, times: number): Promise<number> {
  const all: number[] = [];
  for (let round = 0; round < times; round += 1) all.push(await processorTime(action));
  return all.sort((one, other) => one - other)[Math.floor(times / 2)] ?? Number.NaN;
}

await pullThrough();
await readThrough();
announced = 0;
const ours = (await median(pullThrough, rounds)) / lineCount;
const bare = (await median(readThrough, rounds)) / lineCount;
console.log(
  `A line of progress: ${ours.toFixed(1)} µs against ${bare.toFixed(1)} µs for reading it, ×${(ours / bare).toFixed(1)}; ` +
    `${rounds * lineCount} lines made ${announced} announcements.`,
);
// Ollama speaks about sixteen times a second.
console.log(`Four pulls at once, of one core: ${((4 * 16 * ours) / 1e4).toFixed(3)} %`);

let told = 0;
let lookOver = nothing as () => void;
const watches = new Watches({
  servers,
  facts: new KnownFacts(),
  // A look is over when the next one is put off to later.
  clock: {
    ...systemClock,
    after() {
      lookOver();
      return nothing;
    },
  },
  checkMayLook: nothing,
  send(_client, { installed }) {
    told += 1;
    if (installed?.models.every(({ contextLength }) => contextLength !== null)) settled();
  },
  onUnexpected: rethrow,
});
let settled = nothing as () => void;
await new Promise<void>((resolve) => {
  settled = resolve;
  watches.watch(address, 'bench');
});
const toldBefore = told;

/** A look at everything: version, memory and disk. */
function lookThrough(): Promise<void> {
  return new Promise((resolve) => {
    lookOver = resolve;
    watches.lookAt(origin);
  });
}

async function looksThrough(): Promise<void> {
  for (let look = 0; look < looks; look += 1) await lookThrough();
}

async function listsThrough(): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    for (const at of Object.keys(answers)) await (await fetch(`${origin}${at}`)).json();
  }
}

await looksThrough();
await listsThrough();
const look = (await median(looksThrough, rounds)) / looks / 1_000;
const list = (await median(listsThrough, rounds)) / looks / 1_000;
console.log(
  `A look at ${models.length} models: ${look.toFixed(1)} ms against ${list.toFixed(1)} ms for reading them, ×${(look / list).toFixed(1)}; told ${told - toldBefore} times of nothing.`,
);

watches.close();
await pulls.close();
database.close();
server.closeAllConnections();
server.close();
rmSync(folder, { recursive: true });
