import type { Locator, Page } from '@playwright/test';
import { ConfigurationDialog, type ConfigurationDraft } from './configuration-dialog.ts';
import { DetailsDrawer } from './details-drawer.ts';
import { KeyDialog } from './key-dialog.ts';
import { startingWith } from './shell.ts';

export type RowAction =
  | 'Edit'
  | 'Duplicate'
  | 'Set as default'
  | 'Clear default'
  | 'Set key'
  | 'Replace key'
  | 'Remove key'
  | 'Verify key'
  | 'Approve key'
  | 'Test connection'
  | 'Delete';

/** The registry's page, and the dialogs that open from it. */
export class ConfigurationsPage {
  readonly #page: Page;
  readonly newConfiguration: Locator;
  readonly search: Locator;
  readonly table: Locator;
  /** Stands where the table would, while there is nothing to list. */
  readonly empty: Locator;
  readonly dialog: ConfigurationDialog;
  readonly keyDialog: KeyDialog;

  constructor(page: Page) {
    this.#page = page;
    this.newConfiguration = page.getByRole('button', { name: 'New configuration' });
    this.search = page.getByRole('searchbox', { name: 'Search configurations' });
    this.table = page.getByRole('table', { name: 'Configurations' });
    this.empty = page.getByRole('heading', { name: 'No configurations yet' });
    this.dialog = new ConfigurationDialog(page);
    this.keyDialog = new KeyDialog(page);
  }

  row(name: string): Locator {
    return this.table.getByRole('row', { name: startingWith(name) });
  }

  actionsOf(name: string): Locator {
    return this.table.getByRole('button', { name: `Actions for ${name}`, exact: true });
  }

  action(action: RowAction): Locator {
    return this.#page.getByRole('menuitem', { name: action, exact: true });
  }

  async choose(name: string, action: RowAction): Promise<void> {
    await this.actionsOf(name).click();
    await this.action(action).click();
  }

  /** Opens everything that is known of it. */
  async openDetails(name: string): Promise<DetailsDrawer> {
    await this.row(name).getByRole('button', { name, exact: true }).click();
    const details = new DetailsDrawer(this.#page, name);
    await details.drawer.waitFor();
    return details;
  }

  /** Creates a configuration that needs no key, or leaves the key dialog that opens by itself open. */
  async create(draft: ConfigurationDraft): Promise<void> {
    await this.newConfiguration.first().click();
    await this.dialog.saveWith(draft);
  }

  async filterBy(what: 'provider' | 'tag' | 'key', option: string): Promise<void> {
    await this.#page.getByRole('combobox', { name: `Filter by ${what}` }).click();
    await this.#page.getByRole('option', { name: option, exact: true }).click();
  }

  async replaceKey(name: string, key: string): Promise<void> {
    await this.choose(name, 'Replace key');
    await this.keyDialog.enter(key);
  }

  /** The question that names what will be lost. */
  confirmation(title: RegExp): Locator {
    return this.#page.getByRole('dialog', { name: title });
  }

  async removeKey(name: string): Promise<void> {
    await this.choose(name, 'Remove key');
    const question = this.confirmation(/^Remove/);
    await question.getByRole('button', { name: /^Remove/ }).click();
    await question.waitFor({ state: 'hidden' });
  }

  async delete(name: string): Promise<void> {
    await this.choose(name, 'Delete');
    const question = this.confirmation(/^Delete/);
    await question.getByRole('button', { name: /^Delete/ }).click();
    await question.waitFor({ state: 'hidden' });
  }
}
