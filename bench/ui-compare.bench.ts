/**
 * How the page bears six answers at once: six columns of Compare, each streaming 200 tokens a second of Markdown, code
 * and tables, from a local server through the built web host into Chromium. The times between frames, beside those of
 * the same page with one column streaming, and idle, in the same run.
 *
 *   node bench/ui-compare.bench.ts [SECONDS]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from 'playwright';
import { chromiumOptions } from '../e2e/app/chromium.ts';
import { hostEnvironment, withoutSecretService } from '../e2e/app/environment.ts';
import { WebProcess } from '../e2e/app/web-process.ts';
import { ComparePage } from '../e2e/pages/compare-page.ts';
import { countFrames, frameWords, quantile, takeFrames } from './page/frames.ts';
import { register } from './page/register.ts';
import { type Streamed, streamTokens } from './page/token-stream.ts';

const seconds = Number(process.argv[2] ?? 20);
const tokensASecond = 200;
const columns = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'] as const;
const idleSeconds = Math.min(10, seconds);
/** Frames at the 95th percentile are to stay below, in milliseconds. */
const limitMs = 20;

/** How many of the columns stream for the whole time; the others end with their first token. */
let streaming = 0;
/** The streams of the run that is under way. */
let streams: Promise<Streamed>[] = [];

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const whole = streams.length < streaming;
    streams.push(streamTokens(response, { seconds: whole ? seconds : 0.01, tokensASecond }));
  });
});

interface Round {
  readonly frames: readonly number[];
  /** Until the page showed the end, after the last token was sent, in milliseconds. */
  readonly behindMs: number;
}

/** Runs all columns, `count` of them streaming for the whole time, and looks at the frames meanwhile. */
async function round(page: Page, count: number): Promise<Round> {
  const compare = new ComparePage(page);
  streaming = count;
  streams = [];
  await compare.runAll.click();
  await compare.stopAll.waitFor();
  await takeFrames(page);
  await pause(seconds * 1_000);
  const frames = await takeFrames(page);
  const ends = await Promise.all(streams);
  await compare.stopAll.waitFor({ state: 'hidden' });
  return { frames, behindMs: performance.now() - Math.max(...ends.map(({ endedAt }) => endedAt)) };
}

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
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.goto(host.readyUrl.href);
  await page.locator('html[data-app-state="ready"]').waitFor();
  for (const name of columns) await register(page, { name, baseUrl });
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  const compare = new ComparePage(page);
  await compare.add(...columns);
  await compare.prompt.fill('How deep is the well?');

  await page.evaluate(countFrames);
  await pause(idleSeconds * 1_000);
  const idle = await takeFrames(page);
  const loadAtStart = loadavg();
  const one = await round(page, 1);
  const six = await round(page, columns.length);

  const last = (frames: readonly number[]) => quantile(frames, 0.95);
  const load = (averages: readonly number[]) => averages.map((value) => value.toFixed(2)).join(' ');
  console.log(`${columns.length} columns of ${tokensASecond} tokens a second, for ${seconds} s`);
  console.log(`  frames, idle         ${frameWords(idle, limitMs)}`);
  console.log(`  frames, one column   ${frameWords(one.frames, limitMs)}`);
  console.log(`  frames, six columns  ${frameWords(six.frames, limitMs)}`);
  console.log(
    `  95th percentile      six columns ×${(last(six.frames) / last(one.frames)).toFixed(2)} of one, ` +
      `×${(last(six.frames) / last(idle)).toFixed(2)} of idle; it is to be below ${limitMs} ms: ` +
      `${last(six.frames) < limitMs ? 'kept' : 'missed'}`,
  );
  console.log(
    `  end shown            ${one.behindMs.toFixed(0)} ms after it was sent with one, ${six.behindMs.toFixed(0)} ms with six`,
  );
  console.log(
    `  load average         ${load(loadAtStart)} at the start, ${load(loadavg())} at the end`,
  );
} finally {
  await browser.close();
  await host.stop();
  server.closeAllConnections();
  server.close();
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 3 });
}
