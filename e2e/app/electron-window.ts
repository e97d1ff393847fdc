import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { _electron } from '@playwright/test';
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

/** Starts the Electron host, and takes its first window. */
export async function openElectronWindow(options: StartOptions): Promise<AppWindow> {
  const asRoot = process.getuid?.() === 0;
  const app = await _electron.launch({
    executablePath: runtimePath(),
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '.',
      '--data-dir',
      options.dataFolder,
      ...(options.flags ?? []),
    ],
    env: definedOnly(options.environment),
  });
  const host = app.process();
  host.stdout?.on('data', (chunk) => options.onPrinted(String(chunk)));
  host.stderr?.on('data', (chunk) => options.onPrinted(String(chunk)));

  const page = await app.firstWindow();
  // The preload's bridge cannot be wrapped, by design; but a page may listen twice. Answers are not seen this way:
  // the web host's specs see them, and both hosts have them from the same router.
  const events: string[] = [];
  await page.exposeFunction('noteEvent', (payload: string) => events.push(payload));
  await page.evaluate((names) => {
    const { keywell, noteEvent } = window as unknown as BridgedWindow;
    for (const name of names) keywell.on(name, (payload) => noteEvent(JSON.stringify(payload)));
  }, eventNames);

  return {
    page,
    request: (route, input) =>
      page.evaluate(
        (asked) => (window as unknown as BridgedWindow).keywell.request(asked.route, asked.input),
        { route, input },
      ),
    received: async () => events.join('\n'),
    stop: () => app.close(),
    async kill() {
      const closed = once(host, 'exit');
      host.kill('SIGKILL');
      await closed;
    },
  };
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
