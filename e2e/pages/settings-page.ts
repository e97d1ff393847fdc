import type { Locator, Page } from '@playwright/test';

export class SettingsPage {
  readonly #page: Page;
  readonly vault: Locator;
  readonly keepForSession: Locator;
  readonly backToKeychain: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.vault = page.getByRole('region', { name: 'Vault' });
    this.keepForSession = this.vault.getByRole('button', { name: /session only/i });
    this.backToKeychain = this.vault.getByRole('button', { name: /keychain/i });
  }

  theme(name: 'System' | 'Light' | 'Dark'): Locator {
    return this.#page.getByRole('radio', { name });
  }
}
