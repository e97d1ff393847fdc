import type { Locator, Page } from '@playwright/test';

/** What stands in the window while the registry cannot be read. */
export class RecoveryScreen {
  readonly heading: Locator;
  readonly main: Locator;
  /** Newest first. */
  readonly backups: Locator;
  readonly retry: Locator;
  readonly startEmpty: Locator;
  readonly startEmptyDialog: Locator;
  readonly failure: Locator;

  constructor(page: Page) {
    this.heading = page.getByRole('heading', { name: 'Your configurations cannot be read' });
    this.main = page.getByRole('main');
    this.backups = page.getByRole('list', { name: 'Backups' }).getByRole('listitem');
    this.retry = page.getByRole('button', { name: 'Look again' });
    this.startEmpty = this.main.getByRole('button', { name: 'Start empty' });
    this.startEmptyDialog = page.getByRole('dialog', { name: 'Start with no configurations?' });
    this.failure = this.main.getByRole('alert');
  }

  async restoreNewest(): Promise<void> {
    await this.backups
      .first()
      .getByRole('button', { name: /^Restore/ })
      .click();
  }

  /** Types the word into the open dialog, and presses its button. */
  async confirmStartEmpty(word: string): Promise<void> {
    await this.startEmptyDialog.getByRole('textbox').fill(word);
    await this.startEmptyDialog.getByRole('button', { name: 'Start empty' }).click();
  }
}
