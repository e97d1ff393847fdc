/**
 * How the page bears a fast stream: 1,000 tokens a second of Markdown, code and tables for a minute, from a local
 * server through the built web host into Chromium. The times between frames, beside those of the same page idle in the
 * same run; the heap after 10, 30 and 60 seconds, rubbish collected; and whether the text is what was sent.
 *
 *   node bench/ui-stream.bench.ts [SECONDS]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type CDPSession, chromium, type Page } from 'playwright';
import { chromiumOptions } from '../e2e/app/chromium.ts';
import { hostEnvironment, withoutSecretService } from '../e2e/app/environment.ts';
import { WebProcess } from '../e2e/app/web-process.ts';
import { GeneratePage } from '../e2e/pages/generate-page.ts';

const seconds = Number(process.argv[2] ?? 60);
const tokensASecond = 1_000;
/** In code points: what a token is in English, about. */
const tokenLength = 4;
const idleSeconds = Math.min(10, seconds);
/** Between two looks at how many tokens are due, in milliseconds. */
const tickMs = 10;
/** After how many seconds of the stream the heap is looked at. */
const heapAt = [...new Set([10, 30, 60].map((at) => Math.min(at, seconds)))];
/** Frames at the 95th percentile are to stay below, in milliseconds. */
const limitMs = 20;

interface FrameTimes {
  deltas: number[];
  counting: boolean;
}

interface Streamed {
  readonly tokens: readonly string[];
  readonly endedAt: number;
}

function section(number: number): string {
  return `## ${number}. How deep is the well?

It is **${number} fathoms** deep, *and clear*; see [the survey](https://wells.example/${number}) — naïve, 深い, 🪣.

1. Lower the bucket by \`${number}\` turns.
2. Wait until the rope is slack.
   - Then wait a little more.

| Depth | Pressure | Clear |
| ---: | ---: | :-: |
| ${number} m | ${(number * 0.0981).toFixed(3)} bar | yes |
| ${number + 10} m | ${((number + 10) * 0.0981).toFixed(3)} bar | no |

\`\`\`typescript
/** In bar, for a depth in metres. */
export function pressureAt${number}(depth: number): number {
  const density = 1_000; // kg a cubic metre
  return depth * density * 9.81 / 1e5 + ${number};
}
\`\`\`

> The rope remembers what the bucket forgets.

`;
}

/** As many tokens as the stream needs, no two sections the same. */
function answerOf(count: number): readonly string[] {
  let points: string[] = [];
  for (let number = 1; points.length < count * tokenLength; number += 1) {
    points = points.concat([...section(number)]);
  }
  return Array.from({ length: count }, (_, at) =>
    points.slice(at * tokenLength, (at + 1) * tokenLength).join(''),
  );
}

function event(delta: object, finish: string | null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ id: 'b', object: 'chat.completion.chunk', choices })}\n\n`;
}

/** Sends each token as an event of its own, at the pace of the clock, whatever a timer's worth. */
async function stream(response: ServerResponse): Promise<Streamed> {
  const tokens = answerOf(seconds * tokensASecond);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const startedAt = performance.now();
  let sent = 0;
  while (sent < tokens.length && !response.destroyed) {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * tokensASecond);
    for (; sent < Math.min(due, tokens.length); sent += 1) {
      response.write(event({ content: tokens[sent] }, null));
    }
    await pause(tickMs);
  }
  response.end(`${event({}, 'stop')}data: [DONE]\n\n`);
  return { tokens, endedAt: performance.now() };
}

/** Begins to note the time from each frame to the next. */
function countFrames(): void {
  const frames: FrameTimes = { deltas: [], counting: true };
  Object.assign(globalThis, { frames });
  let last: number | null = null;
  const frame = (at: number) => {
    if (frames.counting && last !== null) frames.deltas.push(at - last);
    last = frames.counting ? at : null;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** Those noted since it was last asked. */
function takeFrames(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => {
    const { frames } = globalThis as unknown as { frames: FrameTimes };
    return frames.deltas.splice(0);
  });
}

function setCounting(page: Page, counting: boolean): Promise<void> {
  return page.evaluate((wanted) => {
    const { frames } = globalThis as unknown as { frames: FrameTimes };
    frames.counting = wanted;
  }, counting);
}

/** In megabytes, after a collection. What that costs is not the page's: its frames are not counted. */
async function heapOf(page: Page, session: CDPSession): Promise<number> {
  await setCounting(page, false);
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  await setCounting(page, true);
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function frameWords(values: readonly number[]): string {
  const over = values.filter((value) => value > limitMs).length / values.length;
  return (
    `median ${quantile(values, 0.5).toFixed(1)} ms, 95th percentile ${quantile(values, 0.95).toFixed(1)} ms, ` +
    `longest ${Math.max(...values).toFixed(0)} ms, ${(over * 100).toFixed(1)} % over ${limitMs} ms (${values.length} frames)`
  );
}

/** A configuration that needs no key: what is looked at is the page. */
async function register(page: Page, baseUrl: string): Promise<void> {
  const fields = {
    name: 'Fast stream',
    provider: 'custom',
    model: 'keystone-1',
    baseUrl,
    authentication: 'none',
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
  const answer: unknown = await page.evaluate(
    async (body) => {
      const response = await fetch('/api/request', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-keywell-client': crypto.randomUUID() },
        body: JSON.stringify(body),
      });
      return response.json();
    },
    { route: 'configurations.create', input: { fields } },
  );
  const made = answer instanceof Object && 'ok' in answer && answer.ok === true;
  if (!made) throw new Error(`The configuration could not be made: ${JSON.stringify(answer)}`);
}

const streamed = Promise.withResolvers<Streamed>();
const begun = Promise.withResolvers<void>();
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    begun.resolve();
    stream(response).then(streamed.resolve, streamed.reject);
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;

const dataFolder = await mkdtemp(join(tmpdir(), 'keywell-bench-'));
const host = await WebProcess.start({
  dataFolder,
  environment: withoutSecretService(hostEnvironment(process.env)),
  onPrinted: () => undefined,
});
const browser = await chromium.launch(chromiumOptions());

try {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  await page.goto(host.readyUrl.href);
  await page.locator('html[data-app-state="ready"]').waitFor();
  await register(page, baseUrl);
  const generate = new GeneratePage(page);
  await page.getByRole('link', { name: 'Generate', exact: true }).click();
  await generate.prompt.fill('How deep is the well?');

  await page.evaluate(countFrames);
  const heapBefore = await heapOf(page, session);
  await takeFrames(page);
  await pause(idleSeconds * 1_000);
  const idle = await takeFrames(page);

  await generate.run.click();
  await begun.promise;
  const startedAt = performance.now();
  const loadAtStart = loadavg();
  await takeFrames(page);
  const heaps: string[] = [];
  for (const at of heapAt) {
    await pause(startedAt + at * 1_000 - performance.now());
    const heap = await heapOf(page, session);
    heaps.push(`${heap.toFixed(1)} MB after ${at} s (×${(heap / heapBefore).toFixed(1)})`);
  }
  const { tokens, endedAt } = await streamed.promise;
  const busy = await takeFrames(page);
  await generate.detail('Finish reason').getByText('Complete').waitFor();
  const behindMs = performance.now() - endedAt;
  await generate.copy.click();
  const shown = await page.evaluate(() => navigator.clipboard.readText());

  const sent = tokens.join('');
  const pace = tokens.length / ((endedAt - startedAt) / 1_000);
  const ratio = quantile(busy, 0.95) / quantile(idle, 0.95);
  const bytes = Buffer.byteLength(sent).toLocaleString('en');
  const load = (averages: readonly number[]) => averages.map((one) => one.toFixed(2)).join(' ');
  console.log(
    `Stream of ${tokens.length.toLocaleString('en')} tokens, ${bytes} bytes, ${pace.toFixed(0)} a second`,
  );
  console.log(`  frames, idle       ${frameWords(idle)}`);
  console.log(`  frames, streaming  ${frameWords(busy)}`);
  console.log(
    `  95th percentile    ×${ratio.toFixed(2)} of idle; it is to be below ${limitMs} ms: ${quantile(busy, 0.95) < limitMs ? 'kept' : 'missed'}`,
  );
  console.log(`  heap               ${heapBefore.toFixed(1)} MB before; ${heaps.join('; ')}`);
  console.log(`  end shown          ${behindMs.toFixed(0)} ms after it was sent`);
  console.log(
    `  load average       ${load(loadAtStart)} at the start, ${load(loadavg())} at the end`,
  );
  const same = Buffer.from(shown).equals(Buffer.from(sent));
  console.log(`  text               ${same ? 'byte for byte what was sent' : 'NOT what was sent'}`);
  if (!same) process.exitCode = 1;
} finally {
  await browser.close();
  await host.stop();
  server.closeAllConnections();
  server.close();
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 3 });
}
