import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';

/** The report that a person reads before they give it to anybody. */
export class DiagnosticsDialog {
  readonly #page: Page;
  readonly dialog: Locator;
  readonly report: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Diagnostics report' });
    this.report = this.dialog.getByRole('region', { name: 'Report' });
  }

  /** By the button of that name, in the settings or beside the backups. */
  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Diagnostics report…' }).click();
    await this.report.getByText('Keywell diagnostics report').waitFor();
  }

  /** Saves it, and reads what was saved. */
  async saved(): Promise<string> {
    const downloading = this.#page.waitForEvent('download');
    await this.dialog.getByRole('button', { name: 'Save as file' }).click();
    return readFile(await (await downloading).path(), 'utf8');
  }
}
