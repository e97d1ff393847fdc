import type { Locator, Page } from '@playwright/test';

/** Everything that is known of one configuration, beside the list. */
export class DetailsDrawer {
  readonly drawer: Locator;
  readonly history: Locator;
  readonly close: Locator;

  constructor(page: Page, name: string) {
    this.drawer = page.getByRole('dialog', { name, exact: true });
    this.history = this.drawer.getByRole('list', { name: 'History' });
    this.close = this.drawer.getByRole('button', { name: 'Close' });
  }

  section(title: 'Key' | 'Requests' | 'Parameters' | 'Record' | 'History'): Locator {
    return this.drawer.getByRole('region', { name: title, exact: true });
  }

  /** What stands beside a term. */
  fact(term: string): Locator {
    return this.drawer
      .getByRole('term')
      .filter({ hasText: new RegExp(`^${RegExp.escape(term)}$`) })
      .locator('xpath=following-sibling::dd[1]');
  }

  button(name: string): Locator {
    return this.drawer.getByRole('button', { name, exact: true });
  }
}
