import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, newKey, test } from '../fixtures.ts';
import { DiagnosticsDialog } from '../pages/diagnostics-dialog.ts';

test('what was typed in Generate is there again when the page is loaded anew', async ({
  keywell,
}) => {
  await keywell.register({ name: 'House model', baseUrl: 'http://127.0.0.1:9/v1' });
  const { generate, page } = keywell;
  await keywell.shell.goTo('Generate');
  await generate.prompt.fill('Half a thought');
  await expect
    .poll(() => keywell.request('drafts.last', {}))
    .toMatchObject({ prompt: 'Half a thought' });
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-app-state', 'ready');
  await expect(generate.prompt).toHaveValue('Half a thought');
});

test('the diagnostics report can be read and saved, and holds nothing of a key, a name or a place', async ({
  keywell,
  chat,
}) => {
  // The hint, too, is like nothing else that the report may hold.
  const key = `${newKey()}QZXJ`;
  chat.key = key;
  const { id } = await keywell.register({ name: 'Canary model', baseUrl: chat.baseUrl }, key);
  await keywell.shell.goTo('Settings');
  const diagnostics = new DiagnosticsDialog(keywell.page);
  await diagnostics.open();
  const text = await diagnostics.saved();
  expect(text).toContain('Keys: 1 (stored 1)');
  expect(text).toContain('Keychain: available');
  await expect(diagnostics.report).toContainText('Keys: 1 (stored 1)');
  for (const told of [key, key.slice(-4), 'Canary', id, keywell.dataFolder, chat.baseUrl]) {
    expect(text).not.toContain(told);
  }
  const { violations } = await new AxeBuilder({ page: keywell.page }).analyze();
  expect(violations.map(({ id: rule }) => rule)).toEqual([]);
});

test('the report is to be had while the registry cannot be read', async ({ stoppedKeywell }) => {
  const keywell = stoppedKeywell;
  await writeFile(join(keywell.dataFolder, 'registry.json'), 'damaged');
  await keywell.start();
  await expect(keywell.recovery.heading).toBeVisible();
  const diagnostics = new DiagnosticsDialog(keywell.page);
  await diagnostics.open();
  await expect(diagnostics.report).toContainText('Registry: cannot be read');
});
