/**
 * How the page bears a fast stream: 1,000 tokens a second of Markdown, code and tables for a minute, from a local
 * server through the built web host into Chromium. The times between frames, beside those of the same page idle in the
 * same run; the heap after 10, 30 and 60 seconds, rubbish collected; and whether the text is what was sent.
 *
 *   node bench/ui-stream.bench.ts [SECONDS]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type CDPSession, chromium, type Page } from 'playwright';
import { chromiumOptions } from '../e2e/app/chromium.ts';
import { hostEnvironment, withoutSecretService } from '../e2e/app/environment.ts';
import { WebProcess } from '../e2e/app/web-process.ts';
import { GeneratePage } from '../e2e/pages/generate-page.ts';
import { countFrames, frameWords, quantile, setCounting, takeFrames } from './page/frames.ts';
import { register } from './page/register.ts';
import { type Streamed, streamTokens } from './page/token-stream.ts';

const seconds = Number(process.argv[2] ?? 60);
const tokensASecond = 1_000;
const idleSeconds = Math.min(10, seconds);
/** After how many seconds of the stream the heap is looked at. */
const heapAt = [...new Set([10, 30, 60].map((at) => Math.min(at, seconds)))];
/** Frames at the 95th percentile are to stay below, in milliseconds. */
const limitMs = 20;

/** In megabytes, after a collection. What that costs is not the page's: its frames are not counted. */
async function heapOf(page: Page, session: CDPSession): Promise<number> {
  await setCounting(page, false);
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  await setCounting(page, true);
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6;
}

const streamed = Promise.withResolvers<Streamed>();
const begun = Promise.withResolvers<void>();
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    begun.resolve();
    streamTokens(response, { seconds, tokensASecond }).then(streamed.resolve, streamed.reject);
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
  await register(page, { name: 'Fast stream', baseUrl });
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
  console.log(`  frames, idle       ${frameWords(idle, limitMs)}`);
  console.log(`  frames, streaming  ${frameWords(busy, limitMs)}`);
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
