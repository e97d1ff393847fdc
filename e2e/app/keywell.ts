import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { ConfigurationsPage } from '../pages/configurations-page.ts';
import { FirstStartPage } from '../pages/first-start-page.ts';
import { GeneratePage } from '../pages/generate-page.ts';
import { SettingsPage } from '../pages/settings-page.ts';
import { Shell } from '../pages/shell.ts';
import type { AppWindow } from './window.ts';

export interface LaunchOptions {
  /** Further flags, such as `--demo`. */
  readonly flags?: readonly string[];
}

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
    if (this.#window === undefined) throw new Error('Keywell is not running.');
    return this.#window.page;
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

  get settings(): SettingsPage {
    return new SettingsPage(this.page);
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

  /** The registry as it stands on disk; null while there is none. */
  registryFile(): Promise<string | null> {
    return readFile(join(this.dataFolder, 'registry.json'), 'utf8').catch(() => null);
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
      if (message.type() === 'error') this.#problems.push(message.text());
    });
  }
}
