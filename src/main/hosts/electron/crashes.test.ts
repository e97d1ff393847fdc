import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { setupElectronFaults } from './faults.ts';
import { app, dialog, resetElectron } from './testing/electron-double.ts';
import { onlyWindow, soon, startHost } from './testing/start-host.ts';

vi.mock('electron', () => import('./testing/electron-double.ts'));

beforeEach(resetElectron);

describe('a page whose process ends', () => {
  it('is loaded anew, its runs given up and the reason in the log', async () => {
    const { core, logged } = await startHost();
    core.dropped.length = 0;
    const { webContents } = onlyWindow();
    webContents.crash('oom');
    expect(webContents.reloads).toBe(1);
    expect(core.dropped[0]).toBe(`${webContents.id}.2`);
    expect(logged).toEqual(['The process of the page has ended.']);
    expect(dialog.messages).toEqual([]);
  });

  it('again and again is not loaded forever: the person decides', async () => {
    const { core } = await startHost();
    const { webContents } = onlyWindow();
    for (let times = 0; times < 3; times += 1) webContents.crash('crashed');
    core.dropped.length = 0;
    webContents.crash('crashed');
    expect(webContents.reloads).toBe(3);
    // Its runs do not wait for the answer.
    expect(core.dropped).toHaveLength(1);
    expect(dialog.messages).toHaveLength(1);
    expect(onlyWindow().visible).toBe(true);
    dialog.messages[0]?.press('Try again');
    await vi.waitFor(() => expect(webContents.reloads).toBe(4), soon);
    webContents.crash('crashed');
    expect(webContents.reloads).toBe(5);
  });

  it('can be left for good', async () => {
    const { core } = await startHost();
    for (let times = 0; times < 4; times += 1) onlyWindow().webContents.crash('crashed');
    const exited = app.untilExit();
    dialog.messages[0]?.press('Quit Keywell');
    await exited;
    expect(core.closed).toBe(true);
  });

  it('on purpose, as when its window closes, stays ended', async () => {
    await startHost();
    const { webContents } = onlyWindow();
    webContents.crash('clean-exit');
    expect(webContents.reloads).toBe(0);
  });
});

describe('a page that does not answer', () => {
  it('is waited for as long as the person likes, and asked about once', async () => {
    await startHost();
    const window = onlyWindow();
    window.emit('unresponsive');
    window.emit('unresponsive');
    expect(dialog.messages).toHaveLength(1);
    dialog.messages[0]?.press('Wait');
    await vi.waitFor(() => {
      window.emit('unresponsive');
      expect(dialog.messages).toHaveLength(2);
    }, soon);
    expect(window.webContents.reloads).toBe(0);
  });

  it('is ended and loaded anew when that is chosen', async () => {
    const { core } = await startHost();
    core.dropped.length = 0;
    onlyWindow().emit('unresponsive');
    dialog.messages[0]?.press('Reload');
    await vi.waitFor(() => expect(onlyWindow().webContents.reloads).toBe(1), soon);
    expect(core.dropped).not.toEqual([]);
  });

  it('takes the question back when it answers again', async () => {
    await startHost();
    onlyWindow().emit('unresponsive');
    onlyWindow().emit('responsive');
    expect(dialog.messages[0]?.options.signal?.aborted).toBe(true);
    expect(onlyWindow().webContents.reloads).toBe(0);
  });
});

describe('a fault in main', () => {
  function setUp() {
    const running = new EventEmitter();
    const logged: unknown[][] = [];
    const log = {
      warn: (...entry: unknown[]) => void logged.push(entry),
      error: (...entry: unknown[]) => void logged.push(entry),
    };
    setupElectronFaults(running as NodeJS.Process, log);
    return { running, logged };
  }

  it('is said once, and logged each time, without what it says', async () => {
    const { running, logged } = setUp();
    running.emit('uncaughtException', new Error('canary-words'));
    running.emit('unhandledRejection', new Error('canary-words'));
    await vi.waitFor(() => expect(dialog.messages).toHaveLength(1), soon);
    expect(JSON.stringify(dialog.messages)).not.toContain('canary');
    expect(logged).toHaveLength(2);
    expect(JSON.stringify(logged)).not.toContain('canary');
    dialog.messages[0]?.press('Continue');
    await Promise.resolve();
    expect(app.calls).not.toContain('quit');
  });

  it('can be the reason to quit', async () => {
    const { running } = setUp();
    running.emit('uncaughtException', new Error('x'));
    await vi.waitFor(() => expect(dialog.messages).toHaveLength(1), soon);
    dialog.messages[0]?.press('Quit Keywell');
    await vi.waitFor(() => expect(app.calls).toContain('quit'), soon);
  });

  it('in a process of Electron’s is logged', () => {
    const { logged } = setUp();
    app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 5 });
    app.emit('child-process-gone', {}, { type: 'Utility', reason: 'clean-exit', exitCode: 0 });
    expect(logged).toEqual([
      ['A process of Electron’s ended.', { type: 'GPU', reason: 'crashed', exitCode: 5 }],
    ]);
  });
});
