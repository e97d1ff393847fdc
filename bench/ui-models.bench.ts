/**
 * What many models cost on the page of local models: 500 beside 50, in one browser, taken in turns in the same run.
 * Times are medians in milliseconds, from the deed until the page shows what comes of it and a frame has been drawn.
 * Run it with `npm run bench ui-models`, after a build.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumOptions } from '../e2e/app/chromium.ts';
import { hostEnvironment, withoutSecretService } from '../e2e/app/environment.ts';
import { WebProcess } from '../e2e/app/web-process.ts';
import { manyModels } from '../e2e/providers/ollama-models.ts';
import { OllamaServer } from '../e2e/providers/ollama-server.ts';
import { quantile } from './page/frames.ts';
import { jump, open, printRatios, scroll, search } from './page/long-table.ts';

const table = 'Installed models';
const modelsPage = { path: '/local-models', table };
const rounds = 11;
const sizes = [50, 500] as const;
const deeds = [
  'open the page',
  'sort by size',
  'sort by name',
  'search',
  'clear the search',
  'select all',
  'jump to the end',
  'frame while scrolling',
  'longest such frame',
] as const;

type Times = Readonly<Record<(typeof deeds)[number], number[]>>;

interface Workspace {
  readonly ollama: OllamaServer;
  readonly host: WebProcess;
  readonly page: Page;
  /** In alphabetical order. */
  readonly names: readonly string[];
}

function noTimes(): Times {
  return {
    'open the page': [],
    'sort by size': [],
    'sort by name': [],
    search: [],
    'clear the search': [],
    'select all': [],
    'jump to the end': [],
    'frame while scrolling': [],
    'longest such frame': [],
  };
}

/** A machine with so many models, on a page of its own. */
async function start(browser: Browser, dataFolder: string, count: number): Promise<Workspace> {
  const models = manyModels(count);
  const ollama = await OllamaServer.start({ models });
  const host = await WebProcess.start({
    dataFolder,
    environment: {
      ...withoutSecretService(hostEnvironment(process.env)),
      OLLAMA_HOST: ollama.origin,
    },
    onPrinted: () => undefined,
  });
  const page = await (await browser.newContext()).newPage();
  await page.goto(host.readyUrl.href);
  await page.locator('html[data-app-state="ready"]').waitFor();
  const names = models
    .map(({ name }) => name)
    .sort(new Intl.Collator('en', { numeric: true }).compare);
  return { ollama, host, page, names };
}

/** Runs in the page. Until the column says that the rows are in its order. */
async function sortBy(column: string): Promise<number> {
  const heads = [...document.querySelectorAll<HTMLElement>('table thead th:has(button)')];
  const head = heads.find(({ textContent }) => textContent === column);
  const began = performance.now();
  head?.querySelector('button')?.click();
  while (head?.hasAttribute('aria-sort') !== true) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - began;
}

/** Runs in the page. Selects everything, then nothing: until the rows show each. */
async function selectAll(): Promise<number> {
  const box = document.querySelector<HTMLInputElement>('input[aria-label="Select all"]');
  const shown = () => document.querySelector('tbody tr[data-selected]') !== null;
  const began = performance.now();
  for (const wanted of [true, false]) {
    box?.click();
    while (shown() !== wanted) await new Promise(requestAnimationFrame);
  }
  await new Promise(requestAnimationFrame);
  return performance.now() - began;
}

/** Every deed once, on a page of its own. */
async function takeTurn({ page, names }: Workspace, times: Times): Promise<void> {
  await page.bringToFront();
  const [first = '', last = ''] = [names[0], names.at(-1)];
  times['open the page'].push(await page.evaluate(open, modelsPage));
  times['sort by size'].push(await page.evaluate(sortBy, 'Size'));
  times['sort by name'].push(await page.evaluate(sortBy, 'Name'));
  times.search.push(await page.evaluate(search, { table, words: first, found: 1 }));
  const all = { table, words: '', found: names.length };
  times['clear the search'].push(await page.evaluate(search, all));
  times['select all'].push(await page.evaluate(selectAll));
  times['jump to the end'].push(await page.evaluate(jump, last));
  const frames = await page.evaluate(scroll);
  times['frame while scrolling'].push(quantile(frames, 0.5));
  times['longest such frame'].push(frames.at(-1) ?? 0);
}

/** All that Keywell wants to know of the models has been asked: nothing goes on beside what is measured. */
async function settle({ ollama, names }: Workspace): Promise<void> {
  for (let asked = 0; asked < names.length; asked += 1) await ollama.take('/api/show');
}

const folder = await mkdtemp(join(tmpdir(), 'keywell-bench-'));
const browser = await chromium.launch(chromiumOptions());
const workspaces: Workspace[] = [];
try {
  for (const count of sizes) {
    const workspace = await start(browser, join(folder, String(count)), count);
    workspaces.push(workspace);
    // Parts of the page are fetched when they are first shown.
    await workspace.page.evaluate(open, modelsPage);
    await settle(workspace);
  }
  const measured = workspaces.map((workspace) => ({
    workspace,
    times: noTimes(),
  }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { workspace, times } of measured) await takeTurn(workspace, times);
  }
  const [few, many] = measured;
  if (few === undefined || many === undefined) throw new Error('There is nothing to compare.');
  printRatios(deeds, { size: '50', times: few.times }, { size: '500', times: many.times });
} finally {
  await browser.close();
  for (const { host, ollama } of workspaces) {
    await host.stop();
    await ollama.close();
  }
  await rm(folder, { recursive: true, force: true });
}
