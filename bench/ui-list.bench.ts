/**
 * What a long list costs on the page: 10,000 configurations beside 100, in one browser, taken in turns in the same
 * run. Times are medians in milliseconds, from the deed until the page shows what comes of it and a frame has been
 * drawn. Run it with `npm run bench ui-list`, after a build.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { Configuration } from '#shared/domain/configuration.ts';
import { chromiumOptions } from '../e2e/app/chromium.ts';
import { hostEnvironment, withoutSecretService } from '../e2e/app/environment.ts';
import { nameOf, withMany } from '../e2e/app/many-configurations.ts';
import { WebProcess } from '../e2e/app/web-process.ts';
import { configurationFields } from '../src/main/registry/testing/configuration-fields.ts';
import { emptyRegistry, type RegistryDocument } from '../src/main/storage/registry-document.ts';
import { quantile } from './page/frames.ts';
import { jump, open, printRatios, scroll, search } from './page/long-table.ts';

const table = 'Configurations';
const listPage = { path: '/configurations', table };
const rounds = 11;
const sizes = [100, 10_000] as const;
const deeds = [
  'open the page',
  'search',
  'clear the search',
  'save one',
  'jump to the end',
  'frame while scrolling',
  'longest such frame',
] as const;

type Deed = (typeof deeds)[number];
type Times = Readonly<Record<Deed, number[]>>;

interface Workspace {
  readonly host: WebProcess;
  readonly page: Page;
  readonly count: number;
  /** The configuration that is searched for and saved. */
  readonly saved: Configuration;
}

/** A workspace of that size, on a page of its own. */
async function start(browser: Browser, dataFolder: string, count: number): Promise<Workspace> {
  const registry = withMany(registryWithOne(), count);
  await mkdir(dataFolder);
  await writeFile(join(dataFolder, 'registry.json'), JSON.stringify(registry));
  const host = await WebProcess.start({
    dataFolder,
    environment: withoutSecretService(hostEnvironment(process.env)),
    onPrinted: () => undefined,
  });
  const page = await (await browser.newContext()).newPage();
  await page.goto(host.readyUrl.href);
  await page.locator('html[data-app-state="ready"]').waitFor();
  const saved = registry.configurations[count / 2];
  if (saved === undefined) throw new Error('There is no configuration to save.');
  return { host, page, count, saved };
}

function registryWithOne(): RegistryDocument {
  const at = new Date().toISOString();
  const stamps = { id: randomUUID(), revision: 1, createdAt: at, updatedAt: at };
  const fields = configurationFields({
    name: nameOf(0),
    provider: 'custom',
    model: 'keystone-1',
    baseUrl: 'https://models.example/v1',
    authentication: 'none',
  });
  const salt = randomBytes(32).toString('hex');
  return { ...emptyRegistry(salt), configurations: [{ ...fields, ...stamps }] };
}

function noTimes(): Times {
  return {
    'open the page': [],
    search: [],
    'clear the search': [],
    'save one': [],
    'jump to the end': [],
    'frame while scrolling': [],
    'longest such frame': [],
  };
}

/** Runs in the page. Has main save one configuration: until its row shows it. */
async function save(request: { body: unknown; shows: string }): Promise<number> {
  const began = performance.now();
  await fetch('/api/request', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-keywell-client': crypto.randomUUID() },
    body: JSON.stringify(request.body),
  });
  const shown = () => document.querySelector('table tbody')?.textContent?.includes(request.shows);
  while (shown() !== true) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - began;
}

/** Every deed once, on a page of its own. */
async function takeTurn(
  { page, count, saved }: Workspace,
  round: number,
  times: Times,
): Promise<void> {
  await page.bringToFront();
  times['open the page'].push(await page.evaluate(open, listPage));
  times.search.push(await page.evaluate(search, { table, words: saved.name, found: 1 }));
  const model = `saved-${round}`;
  const { id, revision, createdAt: _, updatedAt: __, ...fields } = saved;
  const input = { id, revision: revision + round, fields: { ...fields, model } };
  const body = { route: 'configurations.update', input };
  times['save one'].push(await page.evaluate(save, { body, shows: model }));
  times['clear the search'].push(await page.evaluate(search, { table, words: '', found: count }));
  times['jump to the end'].push(await page.evaluate(jump, nameOf(count - 1)));
  const frames = await page.evaluate(scroll);
  times['frame while scrolling'].push(quantile(frames, 0.5));
  times['longest such frame'].push(frames.at(-1) ?? 0);
}

const folder = await mkdtemp(join(tmpdir(), 'keywell-bench-'));
const browser = await chromium.launch(chromiumOptions());
const workspaces: Workspace[] = [];
try {
  for (const count of sizes) {
    const workspace = await start(browser, join(folder, String(count)), count);
    workspaces.push(workspace);
    // Parts of the page are fetched when they are first shown.
    await workspace.page.evaluate(open, listPage);
  }
  const measured = workspaces.map((workspace) => ({ workspace, times: noTimes() }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { workspace, times } of measured) await takeTurn(workspace, round, times);
  }
  const [few, many] = measured;
  if (few === undefined || many === undefined) throw new Error('There is nothing to compare.');
  printRatios(deeds, { size: '100', times: few.times }, { size: '10,000', times: many.times });
} finally {
  await browser.close();
  for (const { host } of workspaces) await host.stop();
  await rm(folder, { recursive: true, force: true });
}
