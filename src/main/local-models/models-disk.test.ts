import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freeForModels } from './models-disk.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keywell-models-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Other programs write to the disk meanwhile. */
async function expectTheDiskOfTheFolder(ollamaModels: string): Promise<void> {
  const free = await freeForModels(ollamaModels);
  const { bavail, bsize, blocks } = statfsSync(folder);
  expect(Math.abs((free ?? 0) - bavail * bsize)).toBeLessThan(blocks * bsize * 0.05);
}

test('tells the room of the disk that OLLAMA_MODELS is on', () => expectTheDiskOfTheFolder(folder));

test('of a folder that is not there yet, the disk it will be on', () =>
  expectTheDiskOfTheFolder(path.join(folder, 'not', 'yet', 'made')));

test('without OLLAMA_MODELS, the disk of the usual folder', async () => {
  expect(await freeForModels(undefined)).toBeGreaterThanOrEqual(0);
  expect(await freeForModels(' ')).toBeGreaterThanOrEqual(0);
});
