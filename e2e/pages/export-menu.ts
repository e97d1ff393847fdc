import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

/** Exports by the menu `Export` of the page that is shown. Resolves with the file that was saved. */
export async function exportAs(
  page: Page,
  format: 'Markdown' | 'JSON' | 'CSV',
): Promise<{ name: string; text: string }> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: `Export as ${format}` }).click();
  const download = await downloading;
  return {
    name: download.suggestedFilename(),
    text: await readFile(await download.path(), 'utf8'),
  };
}
