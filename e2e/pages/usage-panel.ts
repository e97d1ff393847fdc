import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';

type Grouping = 'configuration' | 'model' | 'day';

/** What was used, under Activity. */
export class UsagePanel {
  readonly #page: Page;
  readonly chart: Locator;
  readonly runs: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.chart = page.getByRole('region', { name: 'Usage over time' }).getByRole('img');
    this.runs = page.getByRole('table', { name: 'Runs' });
  }

  async open(): Promise<void> {
    await this.#page.getByRole('tab', { name: 'Usage' }).click();
  }

  async addUp(by: Grouping): Promise<Locator> {
    await this.#page.getByText(`By ${by}`, { exact: true }).click();
    return this.#page.getByRole('table', { name: `Usage by ${by}` });
  }

  async download(): Promise<{ name: string; text: string }> {
    const downloading = this.#page.waitForEvent('download');
    await this.#page.getByRole('button', { name: 'Download CSV' }).click();
    const download = await downloading;
    return {
      name: download.suggestedFilename(),
      text: await readFile(await download.path(), 'utf8'),
    };
  }
}
