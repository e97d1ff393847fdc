import type { Locator, Page } from '@playwright/test';

export type PageName =
  | 'Generate'
  | 'Compare'
  | 'Workflows'
  | 'Configurations'
  | 'Local models'
  | 'Activity'
  | 'Team'
  | 'Settings';

/** The frame around every page. */
export class Shell {
  readonly #page: Page;
  readonly navigation: Locator;
  /** Names the effective default, and opens the switcher. */
  readonly defaultChip: Locator;
  /** What was done, said quietly. */
  readonly doneNotices: Locator;
  /** What failed. */
  readonly failureNotices: Locator;
  readonly sessionBanner: Locator;
  /** Stays in sight while nobody acts. */
  readonly nobodyBanner: Locator;
  /** Says who acts, and opens the menu from which somebody else does. */
  readonly actingMember: Locator;
  readonly palette: Palette;

  constructor(page: Page) {
    this.#page = page;
    this.navigation = page.getByRole('navigation', { name: 'Pages' });
    this.defaultChip = page.getByRole('button', { name: /^Used when none is chosen/ });
    this.doneNotices = page.getByRole('status');
    this.failureNotices = page.getByRole('alert');
    this.sessionBanner = page.getByRole('region', { name: 'Session-only vault' });
    this.nobodyBanner = page.getByRole('region', { name: 'Acting member' });
    this.actingMember = page.getByRole('button', { name: /^(?:Acting as|Nobody acts)/ });
    this.palette = new Palette(page);
  }

  async goTo(name: PageName): Promise<void> {
    await this.navigation.getByRole('link', { name, exact: true }).click();
    await this.title(name).waitFor();
  }

  title(name: PageName): Locator {
    return this.#page.getByRole('heading', { level: 1, name, exact: true });
  }

  /** What the open switcher offers; each starts with a configuration's name. */
  get defaultOptions(): Locator {
    return this.#page.getByRole('listbox', { name: 'Configurations' }).getByRole('option');
  }

  async switchDefaultTo(name: string): Promise<void> {
    await this.defaultChip.click();
    await this.defaultOptions.filter({ hasText: startingWith(name) }).click();
  }
}

/** The command palette. */
export class Palette {
  readonly #page: Page;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Command palette' });
  }

  async openByKeys(): Promise<void> {
    await this.#page.keyboard.press('ControlOrMeta+k');
    await this.dialog.waitFor();
  }

  /** What the open palette offers. */
  option(name: string | RegExp): Locator {
    return this.dialog.getByRole('option', { name });
  }

  /** Types into the open palette; the best match is then chosen by Enter. */
  async run(words: string): Promise<void> {
    await this.#page.keyboard.type(words);
    await this.option(startingWith(words)).first().waitFor();
    await this.#page.keyboard.press('Enter');
  }
}

/** A pattern for an accessible name that starts with `name`. */
export function startingWith(name: string): RegExp {
  return new RegExp(`^${RegExp.escape(name)}`);
}
