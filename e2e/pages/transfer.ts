import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { startingWith } from './shell.ts';

/** Configurations out of the workspace, and the dialog by which they come in. */
export class Transfer {
  readonly #page: Page;
  readonly export: Locator;
  readonly import: Locator;
  readonly dialog: Locator;
  readonly preview: Locator;
  /** Names how many configurations it would change. */
  readonly carryOut: Locator;
  readonly problem: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.export = page.getByRole('button', { name: 'Export configurations' });
    this.import = page.getByRole('button', { name: 'Import configurations' });
    this.dialog = page.getByRole('dialog', { name: 'Import configurations' });
    this.preview = this.dialog.getByRole('table', { name: 'Configurations in the file' });
    this.carryOut = this.dialog.getByRole('button', { name: /^(?:Import \d|Nothing to import)/ });
    this.problem = this.dialog.getByRole('alert');
  }

  /** Resolves with the file that was saved. */
  async exported(): Promise<{ readonly name: string; readonly text: string }> {
    const downloading = this.#page.waitForEvent('download');
    await this.export.click();
    const download = await downloading;
    return {
      name: download.suggestedFilename(),
      text: await readFile(await download.path(), 'utf8'),
    };
  }

  /** Opens the dialog, if it is not, and chooses a file of that text. */
  async choose(text: string): Promise<void> {
    if (!(await this.dialog.isVisible())) await this.import.click();
    const file = { name: 'configurations.json', mimeType: 'application/json' };
    await this.dialog
      .getByLabel('File with configurations')
      .setInputFiles({ ...file, buffer: Buffer.from(text) });
  }

  /** What would become of one configuration. */
  row(name: string): Locator {
    return this.preview.getByRole('row', { name: startingWith(name) });
  }

  async onConflict(choice: 'Skip' | 'Replace' | 'Keep both'): Promise<void> {
    await this.dialog.getByText(choice, { exact: true }).click();
  }

  /** Carries it out, and waits until the dialog has closed over it. */
  async confirm(): Promise<void> {
    await this.carryOut.click();
    await this.dialog.waitFor({ state: 'hidden' });
  }
}
