import type { Locator, Page } from '@playwright/test';

/** `Set key` or `Replace key`, whichever is open. */
export class KeyDialog {
  readonly dialog: Locator;
  readonly key: Locator;
  readonly verifyFirst: Locator;
  readonly save: Locator;
  readonly cancel: Locator;
  readonly problem: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^(?:Set|Replace) key/ });
    this.key = this.dialog.getByLabel('API key', { exact: true });
    this.verifyFirst = this.dialog.getByRole('checkbox', {
      name: 'Verify with the provider first',
    });
    this.save = this.dialog.getByRole('button', { name: 'Save key' });
    this.cancel = this.dialog.getByRole('button', { name: 'Cancel' });
    this.problem = this.dialog.getByRole('alert');
  }

  /** Enters the key, saves it, and waits until the dialog has closed over it. */
  async enter(key: string, { verify = false } = {}): Promise<void> {
    await this.key.fill(key);
    await this.verifyFirst.setChecked(verify);
    await this.save.click();
    await this.dialog.waitFor({ state: 'hidden' });
  }
}
