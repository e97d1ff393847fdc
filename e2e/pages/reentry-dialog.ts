import type { Locator, Page } from '@playwright/test';

/** Leads through the keys that have to be entered again. */
export class ReentryDialog {
  readonly dialog: Locator;
  readonly key: Locator;
  readonly save: Locator;
  readonly skip: Locator;
  readonly finishLater: Locator;
  readonly done: Locator;
  /** Stays in sight on every page while a key needs re-entry. */
  readonly banner: Locator;
  readonly start: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Re-enter keys' });
    this.key = this.dialog.getByLabel('API key', { exact: true });
    this.save = this.dialog.getByRole('button', { name: /^Save and / });
    this.skip = this.dialog.getByRole('button', { name: 'Skip' });
    this.finishLater = this.dialog.getByRole('button', { name: 'Finish later' });
    this.done = this.dialog.getByRole('button', { name: 'Done' });
    this.banner = page.getByRole('region', { name: 'Keys to re-enter' });
    this.start = this.banner.getByRole('button', { name: 'Re-enter keys' });
  }

  /** Whose key is asked for. */
  whose(name: string): Locator {
    return this.dialog.getByRole('heading', { name, exact: true });
  }

  /** Enters the key of the configuration that is asked for. */
  async enter(name: string, key: string): Promise<void> {
    await this.whose(name).waitFor();
    await this.key.fill(key);
    await this.save.click();
    await this.whose(name).waitFor({ state: 'hidden' });
  }
}
