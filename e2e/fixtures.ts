import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, test as base, expect, type TestInfo } from '@playwright/test';
import { type Keyring, startKeyring } from '../scripts/keyring.ts';
import { chromiumOptions } from './app/chromium.ts';
import { type ElectronWindow, electronMissing, openElectronWindow } from './app/electron-window.ts';
import { hostEnvironment, withoutSecretService } from './app/environment.ts';
import { Keywell } from './app/keywell.ts';
import { openWebWindow } from './app/web-window.ts';
import { ChatCompletionsServer } from './providers/chat-completions-server.ts';
import { OllamaServer } from './providers/ollama-server.ts';

export { expect };

/** What a project decides about the app under test. */
export interface HostOptions {
  readonly hostKind: 'web' | 'electron';
}

/** What a spec may decide, by `test.use`. */
interface AppOptions {
  /** `none`: the host finds no secret service. */
  readonly keychain: 'keyring' | 'none';
}

interface Fixtures {
  readonly runtime: undefined;
  /** Where Keywell keeps everything, made for the test. */
  readonly dataFolder: string;
  /** A keyring of the test's own; null where the operating system's keychain is used, or none. */
  readonly keyring: Keyring | null;
  /** What the host is started with. */
  readonly hostEnv: NodeJS.ProcessEnv;
  /** Not started yet: a spec may have something to prepare. */
  readonly stoppedKeywell: Keywell;
  /** Started, its window ready. */
  readonly keywell: Keywell;
  /** Starts the window for what only it has: a way into its main process. It ends with the test, if not before. */
  readonly openInElectron: (...flags: readonly string[]) => Promise<ElectronWindow>;
  /** Started so, and ready. What its page complains of is not held against it: some specs provoke that. */
  readonly electronWindow: ElectronWindow;
  readonly chat: ChatCompletionsServer;
  readonly ollama: OllamaServer;
}

interface WorkerFixtures extends HostOptions {
  readonly chromium: Browser | null;
}

export const test = base.extend<AppOptions & Fixtures, WorkerFixtures>({
  hostKind: ['web', { option: true, scope: 'worker' }],
  keychain: ['keyring', { option: true }],

  chromium: [
    async ({ playwright, hostKind }, use) => {
      const browser =
        hostKind === 'web' ? await playwright.chromium.launch(chromiumOptions()) : null;
      await use(browser);
      await browser?.close();
    },
    { scope: 'worker' },
  ],

  runtime: [
    async ({ hostKind }, use, testInfo) => {
      const missing = hostKind === 'electron' ? electronMissing() : null;
      if (missing !== null && process.env.KEYWELL_ELECTRON_TESTS === 'required') {
        throw new Error(missing);
      }
      testInfo.skip(missing !== null, missing ?? '');
      await use(undefined);
    },
    { auto: true },
  ],

  dataFolder: async ({ runtime: _ }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'keywell-data-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  },

  keyring: async ({ keychain }, use) => {
    const needed = keychain === 'keyring' && process.platform === 'linux';
    const keyring = needed ? await startKeyring() : null;
    await use(keyring);
    await keyring?.stop();
  },

  hostEnv: async ({ keychain, keyring }, use) => {
    const base = keyring?.env ?? process.env;
    const env = hostEnvironment(base);
    await use(keychain === 'none' ? withoutSecretService(env) : env);
  },

  stoppedKeywell: async ({ hostKind, chromium, dataFolder, hostEnv }, use, testInfo) => {
    const keywell = new Keywell({
      dataFolder,
      launch: ({ flags = [], environment = {} }, onPrinted) => {
        const options = {
          dataFolder,
          environment: { ...hostEnv, ...environment },
          flags,
          onPrinted,
        };
        if (hostKind === 'electron') {
          return openElectronWindow({ ...options, traceFile: () => traceOf(testInfo) });
        }
        if (chromium === null) throw new Error('The web host needs a browser.');
        return openWebWindow(chromium, options);
      },
    });
    await use(keywell);
    await keywell.stop();
    await testInfo.attach('what the host printed', { body: keywell.printed });
    expect(keywell.problems, 'errors on the console of the page').toEqual([]);
  },

  keywell: async ({ stoppedKeywell }, use) => {
    await stoppedKeywell.start();
    await use(stoppedKeywell);
  },

  openInElectron: async ({ dataFolder, hostEnv }, use, testInfo) => {
    const running = new Set<ElectronWindow>();
    let printed = '';
    await use(async (...flags) => {
      const opened = await openElectronWindow({
        dataFolder,
        environment: hostEnv,
        flags,
        onPrinted: (text) => {
          printed += text;
        },
        traceFile: () => traceOf(testInfo),
      });
      running.add(opened);
      opened.app.once('close', () => running.delete(opened));
      await expect(opened.page.locator('html')).toHaveAttribute('data-app-state', 'ready');
      return opened;
    });
    for (const window of running) await window.stop();
    await testInfo.attach('what the host printed', { body: printed });
  },

  electronWindow: async ({ openInElectron }, use) => {
    await use(await openInElectron());
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off its pattern.
  chat: async ({}, use) => {
    const server = await ChatCompletionsServer.start();
    await use(server);
    await server.close();
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  ollama: async ({}, use) => {
    const server = await OllamaServer.start();
    await use(server);
    await server.close();
  },
});

let traces = 0;

/** Where the trace of a start goes, if its test has failed by the time it ends. */
function traceOf(testInfo: TestInfo): string | null {
  if (testInfo.status === testInfo.expectedStatus) return null;
  traces += 1;
  const path = testInfo.outputPath(`trace-${traces}.zip`);
  testInfo.attachments.push({ name: 'trace', path, contentType: 'application/zip' });
  return path;
}

/** A key for one test: a canary that is nobody's, and like no other. */
export function newKey(): string {
  return `canary-${randomBytes(18).toString('hex')}`;
}
