import { existsSync, readFileSync } from 'node:fs';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { Bridge } from '#shared/ipc/bridge.ts';
import { eventNames } from '#shared/ipc/events.ts';
import type { StartOptions } from './web-process.ts';
import type { AppWindow } from './window.ts';

/** What a page in Electron has besides what every page has. */
interface BridgedWindow {
  readonly keywell: Bridge;
  noteEvent(payload: string): void;
}

const distFolder = 'node_modules/electron/dist';

/** Why Electron cannot be started here, as a sentence; null if it can. */
export function electronMissing(): string | null {
  if (!existsSync(runtimePath()))
    return 'The Electron runtime is not installed: node_modules/electron has no dist folder.';
  const hasDisplay = (process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? '') !== '';
  if (process.platform === 'linux' && !hasDisplay)
    return 'There is no display to open a window on.';
  return null;
}

/** Keywell in its window, and a way into its main process. */
export interface ElectronWindow extends AppWindow {
  readonly app: ElectronApplication;
}

export interface ElectronStartOptions extends StartOptions {
  /** Asked as it ends: where the trace of what happened goes, or null where nobody will want it. */
  readonly traceFile?: () => string | null;
}

/** Chromium has no sandbox for root, and does not start with one. */
export const runsAsRoot = process.getuid?.() === 0;

/** What Electron is started with to run the built app. */
export function electronCommand({ dataFolder, flags = [] }: StartOptions) {
  return { file: runtimePath(), args: ['.', '--data-dir', dataFolder, ...flags] };
}

/** Starts the Electron host, and takes its first window. */
export async function openElectronWindow(options: ElectronStartOptions): Promise<ElectronWindow> {
  const { file, args } = electronCommand(options);
  const app = await _electron.launch({
    executablePath: file,
    args,
    env: definedOnly(options.environment),
    locale: 'en-US',
    // Left to itself, Playwright takes the sandbox away on Linux.
    chromiumSandbox: !runsAsRoot,
  });
  const host = app.process();
  host.stdout?.on('data', (chunk) => options.onPrinted(String(chunk)));
  host.stderr?.on('data', (chunk) => options.onPrinted(String(chunk)));
  // Playwright keeps traces by itself of browsers only.
  const { tracing } = app.context();
  await tracing.start({ screenshots: true, snapshots: true });
  const endTrace = async () => {
    const path = options.traceFile?.() ?? null;
    await tracing.stop(path === null ? {} : { path });
  };

  const page = await app.firstWindow();
  const events = await listen(page);
  return {
    app,
    page,
    request: (route, input) =>
      page.evaluate(
        (asked) => (window as unknown as BridgedWindow).keywell.request(asked.route, asked.input),
        { route, input },
      ),
    received: async () => events.join('\n'),
    async stop() {
      await endTrace();
      await app.close();
    },
    async kill() {
      await endTrace();
      const closed = app.waitForEvent('close');
      // From within: what Playwright calls the process is a shell around it on Windows.
      await app.evaluate(() => process.kill(process.pid, 'SIGKILL')).catch(() => undefined);
      await closed;
    },
  };
}

/**
 * Notes every event that main sends. The preload's bridge cannot be wrapped, by design; but a page may listen twice.
 * Answers are not seen this way: the web host's specs see them, and both hosts have them from the same router.
 */
async function listen(page: Page): Promise<readonly string[]> {
  const events: string[] = [];
  await page.exposeFunction('noteEvent', (payload: string) => events.push(payload));
  await page.evaluate((names) => {
    const { keywell, noteEvent } = window as unknown as BridgedWindow;
    for (const name of names) keywell.on(name, (payload) => noteEvent(JSON.stringify(payload)));
  }, eventNames);
  return events;
}

function runtimePath(): string {
  const pathFile = 'node_modules/electron/path.txt';
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  return `${process.env.ELECTRON_OVERRIDE_DIST_PATH ?? distFolder}/${name}`;
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}
