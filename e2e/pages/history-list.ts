import type { Locator, Page } from '@playwright/test';

/** What was run before, below the prompt on Generate. */
export class HistoryList {
  readonly list: Locator;
  readonly search: Locator;
  readonly doNotKeep: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.list = page.getByRole('list', { name: 'History' });
    this.search = page.getByRole('searchbox', { name: 'Search history' });
    this.doNotKeep = page.getByRole('switch', { name: 'Do not keep history' });
  }

  get items(): Locator {
    return this.list.getByRole('listitem');
  }

  async open(title: string): Promise<void> {
    await this.list.getByRole('button', { name: new RegExp(`^${title}`) }).click();
  }

  /** Deletes a conversation, and confirms. */
  async delete(title: string): Promise<void> {
    await this.list.getByRole('button', { name: `Delete ${title}` }).click();
    const dialog = this.#page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  }
}
