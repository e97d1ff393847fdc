import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { ConfigurationFields, ConfigurationView } from '#shared/domain/configuration.ts';
import type { InputOf, OutputOf, Route } from '#shared/ipc/routes.ts';
import type { RegistryDocument } from '../../src/main/storage/registry-document.ts';
import { ActivityPage } from '../pages/activity-page.ts';
import { ComparePage } from '../pages/compare-page.ts';
import { ConfigurationsPage } from '../pages/configurations-page.ts';
import { FirstStartPage } from '../pages/first-start-page.ts';
import { GeneratePage } from '../pages/generate-page.ts';
import { LocalModelsPage } from '../pages/local-models-page.ts';
import { RecoveryScreen } from '../pages/recovery-screen.ts';
import { ReentryDialog } from '../pages/reentry-dialog.ts';
import { SettingsPage } from '../pages/settings-page.ts';
import { Shell } from '../pages/shell.ts';
import { TeamPage } from '../pages/team-page.ts';
import { Transfer } from '../pages/transfer.ts';
import { WorkflowsPage } from '../pages/workflows-page.ts';
import type { AppWindow } from './window.ts';

export interface LaunchOptions {
  /** Further flags, such as `--demo`. */
  readonly flags?: readonly string[];
  /** Variables that the host gets besides the usual ones. */
  readonly environment?: Readonly<Record<string, string>>;
}

const plainFields: ConfigurationFields = {
  name: 'House model',
  provider: 'custom',
  model: 'keystone-1',
  baseUrl: null,
  authentication: 'key',
  allowUnencrypted: false,
  temperature: null,
  topP: null,
  maxOutputTokens: null,
  systemPrompt: null,
  contextLength: null,
  keepAlive: null,
  openaiApi: 'responses',
  headers: {},
  connectTimeoutMs: null,
  firstTokenTimeoutMs: null,
  idleTimeoutMs: null,
  tags: [],
  notes: '',
};

interface KeywellParts {
  readonly dataFolder: string;
  readonly launch: (
    options: LaunchOptions,
    onPrinted: (text: string) => void,
  ) => Promise<AppWindow>;
}

/** One person's Keywell in one test: its data folder, its process, its window. */
export class Keywell {
  readonly dataFolder: string;
  readonly #launch: KeywellParts['launch'];
  #window: AppWindow | undefined;
  #printed = '';
  #received = '';
  #console = '';
  readonly #problems: string[] = [];

  constructor({ dataFolder, launch }: KeywellParts) {
    this.dataFolder = dataFolder;
    this.#launch = launch;
  }

  /** Starts it, and resolves once the window is ready for use. */
  async start(options: LaunchOptions = {}): Promise<void> {
    this.#window = await this.#launch(options, (text) => {
      this.#printed += text;
    });
    this.#watch(this.#window.page);
    await expect(this.page.locator('html')).toHaveAttribute('data-app-state', 'ready');
  }

  async stop(): Promise<void> {
    await this.#leave((window) => window.stop());
  }

  /** As after a power cut. */
  async kill(): Promise<void> {
    await this.#leave((window) => window.kill());
  }

  async restart(options: LaunchOptions = {}): Promise<void> {
    await this.stop();
    await this.start(options);
  }

  get page(): Page {
    return this.#running.page;
  }

  get shell(): Shell {
    return new Shell(this.page);
  }

  get firstStart(): FirstStartPage {
    return new FirstStartPage(this.page);
  }

  get configurations(): ConfigurationsPage {
    return new ConfigurationsPage(this.page);
  }

  get generate(): GeneratePage {
    return new GeneratePage(this.page);
  }

  get compare(): ComparePage {
    return new ComparePage(this.page);
  }

  get localModels(): LocalModelsPage {
    return new LocalModelsPage(this.page);
  }

  get workflows(): WorkflowsPage {
    return new WorkflowsPage(this.page);
  }

  get settings(): SettingsPage {
    return new SettingsPage(this.page);
  }

  get team(): TeamPage {
    return new TeamPage(this.page);
  }

  get activity(): ActivityPage {
    return new ActivityPage(this.page);
  }

  get reentry(): ReentryDialog {
    return new ReentryDialog(this.page);
  }

  get transfer(): Transfer {
    return new Transfer(this.page);
  }

  get recovery(): RecoveryScreen {
    return new RecoveryScreen(this.page);
  }

  /** Asks main directly, for what is not what a spec is about. Throws main's sentence. */
  async request<R extends Route>(route: R, input: InputOf<R>): Promise<OutputOf<R>> {
    const result = await this.#running.request(route, input);
    if (!result.ok) throw new Error(`${route}: ${result.error.message}`);
    return result.data as OutputOf<R>;
  }

  /** Puts a configuration into the registry, and its key, if it has one, into the vault. */
  async register(fields: Partial<ConfigurationFields>, key?: string): Promise<ConfigurationView> {
    const created = await this.request('configurations.create', {
      fields: { ...plainFields, authentication: key === undefined ? 'none' : 'key', ...fields },
    });
    if (key === undefined) return created;
    return this.request('keys.set', { configurationId: created.id, key });
  }

  /** What of a configuration can be edited. */
  async fieldsOf(id: string): Promise<ConfigurationFields> {
    const { configurations } = await this.request('configurations.list', {});
    const found = configurations.find((one) => one.id === id);
    if (found === undefined) throw new Error('There is no such configuration.');
    const { id: _, revision, createdAt, updatedAt, key, simulated, ...fields } = found;
    return fields;
  }

  /** Everything the process has printed, over all its starts. */
  get printed(): string {
    return this.#printed;
  }

  /** Everything main has sent to the page, over all its starts. */
  async received(): Promise<string> {
    return this.#received + ((await this.#window?.received()) ?? '');
  }

  /** What the page complained of: errors on its console, its security policy's refusals among them. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  /** Everything the page has written to its console. */
  get consoleText(): string {
    return this.#console;
  }

  /** The registry as it stands on disk; null while there is none. */
  registryFile(): Promise<string | null> {
    return readFile(join(this.dataFolder, 'registry.json'), 'utf8').catch(() => null);
  }

  /** The same, read. */
  async registry(): Promise<RegistryDocument> {
    return JSON.parse(await readFile(join(this.dataFolder, 'registry.json'), 'utf8'));
  }

  /** Changes the registry on disk, as time or another Keywell would have; while this one is stopped. */
  async editRegistry(edit: (document: RegistryDocument) => RegistryDocument): Promise<void> {
    if (this.#window !== undefined) throw new Error('Keywell is running.');
    const edited = edit(await this.registry());
    await writeFile(join(this.dataFolder, 'registry.json'), JSON.stringify(edited));
  }

  get #running(): AppWindow {
    if (this.#window === undefined) throw new Error('Keywell is not running.');
    return this.#window;
  }

  async #leave(end: (window: AppWindow) => Promise<void>): Promise<void> {
    const window = this.#window;
    if (window === undefined) return;
    this.#received += `${await window.received()}\n`;
    this.#window = undefined;
    await end(window);
  }

  #watch(page: Page): void {
    page.on('pageerror', (error) => this.#problems.push(String(error)));
    page.on('console', (message) => {
      this.#console += `${message.text()}\n`;
      // A refusal comes with a status to match, and browsers note that as an error: it is the app's ordinary way.
      const refusal = message.location().url.endsWith('/api/request');
      if (message.type() === 'error' && !refusal) this.#problems.push(message.text());
    });
  }
}
