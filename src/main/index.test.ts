import { randomUUID } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Bridge } from '#shared/ipc/bridge.ts';
import { requestChannel } from '#shared/ipc/channels.ts';
import type { EventMap, EventName } from '#shared/ipc/events.ts';
import type { InputOf, OutputOf, Route } from '#shared/ipc/routes.ts';
import {
  app,
  contextBridge,
  dialog,
  FrameDouble,
  globalShortcut,
  ipcMain,
  ipcRenderer,
  nativeTheme,
  protocol,
  resetElectron,
} from './hosts/electron/testing/electron-double.ts';
import { onlyWindow, soon } from './hosts/electron/testing/start-host.ts';
import { configurationFields } from './registry/testing/configuration-fields.ts';
import { lockDataFolder } from './storage/data-folder-lock.ts';
import { ComposedCore } from './testing/composed-core.ts';
import { canaryKey } from './vault/testing/canary-key.ts';
import { createKeychainDouble } from './vault/testing/keychain-double.ts';

vi.mock('electron', () => import('./hosts/electron/testing/electron-double.ts'));
// All is real but the keychain, and the policy of the machine that runs the test.
vi.mock(import('./machine.ts'), async (original) => {
  const { thisMachine } = await original();
  const { createMemoryKeychain } = await import('./vault/memory-keychain.ts');
  return {
    thisMachine: (dataFolder, given) =>
      thisMachine(dataFolder, {
        keychain: createMemoryKeychain(),
        policyPath: join(dataFolder, 'no-policy.json'),
        ...given,
      }),
  };
});

const running: EventEmitter = process;
const faults = ['uncaughtException', 'unhandledRejection'];
let argv: string[];
let listeners: readonly (readonly unknown[])[];
let printed: string;

beforeEach(() => {
  resetElectron();
  vi.resetModules();
  argv = process.argv;
  listeners = faults.map((event) => running.listeners(event));
  printed = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(async () => {
  if (!app.calls.some((call) => call.startsWith('exit'))) await leave();
  process.argv = argv;
  faults.forEach((event, index) => {
    for (const listener of running.listeners(event)) {
      if (!listeners[index]?.includes(listener)) running.off(event, listener as () => void);
    }
  });
  vi.restoreAllMocks();
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keywell-entry-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts main's entry as Electron does: by loading it. */
async function startEntry(dataFolder: string, ...args: readonly string[]): Promise<void> {
  process.argv = ['electron', 'out/main/index.js', '--data-dir', dataFolder, ...args];
  await import('./index.ts');
}

async function leave(): Promise<void> {
  const exited = app.untilExit();
  app.quit();
  await exited;
}

/** The app as its page sees it: everything goes through the preload. */
class Page {
  readonly events: { readonly event: string; readonly payload: unknown }[] = [];
  readonly #bridge: Bridge;

  private constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  static async load(): Promise<Page> {
    await vi.waitFor(onlyWindow, soon);
    ipcRenderer.attach(onlyWindow().webContents);
    vi.resetModules();
    await import('../preload/index.ts');
    return new Page(contextBridge.exposed.get('keywell') as Bridge);
  }

  listenTo(...names: readonly EventName[]): void {
    for (const event of names) {
      this.#bridge.on(event, (payload) => this.events.push({ event, payload }));
    }
  }

  async request<R extends Route>(route: R, input: InputOf<R>): Promise<OutputOf<R>> {
    const result = await this.#bridge.request(route, input);
    if (!result.ok) throw result.error;
    return result.data as OutputOf<R>;
  }

  received<E extends EventName>(event: E): EventMap[E][] {
    return this.events
      .filter((one) => one.event === event)
      .map((one) => one.payload as EventMap[E]);
  }

  /** A run of a simulated model, which goes on for a while. Resolves once something has arrived. */
  async startRun(): Promise<string> {
    this.listenTo('generation.event');
    await this.request('demo.start', {});
    const { configurations } = await this.request('configurations.list', {});
    const runId = randomUUID();
    await this.request('generation.start', {
      runId,
      configurationId: configurations[0]?.id ?? null,
      messages: [{ role: 'user', content: 'Tell me of wells, at length.' }],
      systemPrompt: null,
    });
    await vi.waitFor(
      () => expect(this.received('generation.event').map(({ type }) => type)).toContain('text'),
      soon,
    );
    return runId;
  }
}

/** How the runs of a data folder ended, as the next start finds them. */
async function outcomesIn(dataFolder: string): Promise<readonly string[]> {
  const core = await ComposedCore.open(dataFolder, createKeychainDouble());
  onTestFinished(() => core.close());
  const { entries } = await core.request('usage.list', {
    range: { from: null, to: null },
    beforeSeq: null,
    limit: 10,
  });
  return entries.map(({ outcome }) => outcome);
}

describe('main’s entry, started whole', () => {
  it('opens the window on the data folder it was given', async () => {
    const dataFolder = temporaryFolder();
    await startEntry(dataFolder);
    const page = await Page.load();
    expect(app.paths.get('userData')).toBe(dataFolder);
    const info = await page.request('app.info', {});
    expect(info).toMatchObject({ host: 'electron', dataFolder, version: app.getVersion() });
    expect((await protocol.fetch('app://keywell/')).status).toBe(200);
  });

  it('carries a request from the page to a service and back, and what changed to the page', async () => {
    await startEntry(temporaryFolder());
    const page = await Page.load();
    page.listenTo('configurations.changed', 'vault.changed');
    const fields = configurationFields({ name: 'House model', provider: 'openai', model: 'm' });
    const created = await page.request('configurations.create', { fields });
    const key = canaryKey();
    const keyed = await page.request('keys.set', { configurationId: created.id, key });
    expect(keyed.key).toMatchObject({ status: 'stored', hint: key.slice(-4) });
    const changed = page.received('configurations.changed').at(-1);
    expect(changed?.upserted).toMatchObject([{ id: created.id, key: { status: 'stored' } }]);
    expect(JSON.stringify(page.events)).not.toContain(key);
    expect(printed).not.toContain(key);
  });

  it('answers a refusal in an envelope, with its sentence', async () => {
    await startEntry(temporaryFolder());
    const page = await Page.load();
    const fields = configurationFields({ name: 'Twice', provider: 'openai', model: 'm' });
    await page.request('configurations.create', { fields });
    await expect(page.request('configurations.create', { fields })).rejects.toMatchObject({
      code: 'name-taken',
      message: expect.stringContaining('Twice'),
    });
  });

  it('streams a run to its page, and stops it when it is told to', async () => {
    await startEntry(temporaryFolder());
    const page = await Page.load();
    const runId = await page.startRun();
    await page.request('generation.cancel', { runId });
    await vi.waitFor(
      () =>
        expect(page.received('generation.event').at(-1)).toMatchObject({
          runId,
          type: 'done',
          reason: 'cancelled',
        }),
      soon,
    );
  });

  it('refuses what does not come from its page', async () => {
    await startEntry(temporaryFolder());
    await Page.load();
    const { webContents } = onlyWindow();
    const subframe = new FrameDouble('app://keywell', webContents.mainFrame);
    const refusal = { ok: false, error: { code: 'forbidden' } };
    const ask = () =>
      ipcMain.receive(webContents, subframe, requestChannel, 'configurations.list', {});
    expect(await ask()).toMatchObject(refusal);
    expect(printed).toContain('does not come from our page');
  });

  it('opens what the link of its start names', async () => {
    await startEntry(temporaryFolder(), 'keywell://team');
    const page = await Page.load();
    page.listenTo('app.command');
    await page.request('app.info', {});
    expect(page.received('app.command')).toEqual([{ kind: 'open-page', page: 'team' }]);
  });

  it('takes the shortcut that is set, and again at the next start', async () => {
    const dataFolder = temporaryFolder();
    await startEntry(dataFolder);
    const page = await Page.load();
    await page.request('shortcut.set', { accelerator: 'Control+Shift+K' });
    await leave();
    resetElectron();
    vi.resetModules();
    await startEntry(dataFolder);
    await Page.load();
    expect([...globalShortcut.registered.keys()]).toEqual(['Control+Shift+K']);
  });

  it('follows the theme that is set', async () => {
    await startEntry(temporaryFolder());
    const page = await Page.load();
    await page.request('settings.update', { theme: 'dark' });
    await vi.waitFor(() => expect(nativeTheme.themeSource).toBe('dark'), soon);
  });

  it('keeps its log in the data folder, and shows where', async () => {
    const dataFolder = temporaryFolder();
    await startEntry(dataFolder);
    await Page.load();
    onlyWindow().webContents.crash('oom');
    expect(readdirSync(join(dataFolder, 'logs'))).toEqual(['keywell.log']);
    const logged = readFileSync(join(dataFolder, 'logs', 'keywell.log'), 'utf8');
    expect(logged).toContain('Keywell is open.');
    expect(logged).toContain('The process of the page has ended.');
    expect(printed).not.toContain('Keywell is open.');
    const { text } = await (await Page.load()).request('diagnostics.report', {});
    expect(text).toContain('The process of the page has ended.');
    expect(text).toContain('desktop host');
  });
});

describe('leaving in mid-run', () => {
  it.each([
    ['by the menu', () => app.quit()],
    ['with the last window', () => onlyWindow().close()],
    ['when Windows ends the session', () => onlyWindow().emit('session-end', {})],
  ])('%s gives the run up, writes it down, and lets go of the data folder', async (_, go) => {
    const dataFolder = temporaryFolder();
    await startEntry(dataFolder);
    await (await Page.load()).startRun();
    const exited = app.untilExit();
    go();
    await exited;
    expect(app.calls.at(-1)).toBe('exit 0');
    expect(await outcomesIn(dataFolder)).toEqual(['cancelled']);
  });
});

it('a page that crashes in mid-run loses nothing: the run is written down, and the page comes back', async () => {
  const dataFolder = temporaryFolder();
  await startEntry(dataFolder);
  await (await Page.load()).startRun();
  onlyWindow().webContents.crash('crashed');
  expect(onlyWindow().webContents.reloads).toBe(1);
  const page = await Page.load();
  expect((await page.request('configurations.list', {})).configurations).not.toEqual([]);
  await leave();
  expect(await outcomesIn(dataFolder)).toEqual(['cancelled']);
});

describe('a start that cannot be', () => {
  it('says that the data folder is open in a browser', async () => {
    const dataFolder = temporaryFolder();
    const lock = lockDataFolder(dataFolder, { host: 'web' });
    onTestFinished(() => lock.release());
    await startEntry(dataFolder);
    await vi.waitFor(() => expect(app.calls).toContain('exit 1'), soon);
    expect(dialog.errors).toEqual([
      expect.stringMatching(/^Keywell could not start: Keywell is already open in a browser/),
    ]);
  });

  it('says which flag it does not understand', async () => {
    await startEntry(temporaryFolder(), '--port=many');
    await vi.waitFor(() => expect(app.calls).toContain('exit 1'), soon);
    expect(dialog.errors).toEqual([expect.stringContaining('--port takes a number')]);
  });
});
