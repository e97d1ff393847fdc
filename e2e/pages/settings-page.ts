import type { Locator, Page } from '@playwright/test';
import type { Shell } from './shell.ts';

export class SettingsPage {
  readonly #page: Page;
  readonly vault: Locator;
  readonly keepForSession: Locator;
  readonly backToKeychain: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.vault = page.getByRole('region', { name: 'Vault' });
    this.keepForSession = this.vault.getByRole('button', {
      name: 'Keep keys for this session only',
    });
    this.backToKeychain = this.vault.getByRole('button', { name: 'Use the keychain again' });
  }

  /** Chooses the session-only vault, and confirms what that means. */
  async keepKeysForSession(): Promise<void> {
    await this.keepForSession.click();
    const question = this.#page.getByRole('dialog');
    await question.getByRole('button', { name: 'Keep in memory' }).click();
    await question.waitFor({ state: 'hidden' });
  }

  /** Goes to Settings, and ends the demo there. */
  async endDemoFrom(shell: Shell): Promise<void> {
    await shell.goTo('Settings');
    await this.#page.getByRole('button', { name: 'End the demo' }).click();
    const question = this.#page.getByRole('dialog');
    await question.getByRole('button', { name: 'End the demo' }).click();
    await question.waitFor({ state: 'hidden' });
  }

  theme(name: 'System' | 'Light' | 'Dark'): Locator {
    return this.#page.getByRole('radio', { name });
  }
}
