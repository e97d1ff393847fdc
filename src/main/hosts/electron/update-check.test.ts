import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UpdateCheckResult } from 'electron-updater';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type UpdateParts, type Updater, updateCheck } from './update-check.ts';

const signed = [
  'provider: generic',
  'url: https://updates.example/keywell',
  'publisherName:',
  '  - The Keywell developers',
].join('\n');

/** A release server that has one version, and an installation that only notes what is asked of it. */
class UpdaterDouble implements Updater {
  autoDownload = true;
  autoInstallOnAppQuit = true;
  allowDowngrade = true;
  allowPrerelease = true;
  disableWebInstaller = false;
  logger: Updater['logger'] = console;
  readonly calls: string[] = [];
  newest = '0.2.0';
  failure: Error | null = null;

  async checkForUpdates(): Promise<UpdateCheckResult> {
    this.calls.push('check');
    if (this.failure !== null) throw this.failure;
    const isUpdateAvailable = this.newest !== '0.1.0';
    const updateInfo = { version: this.newest, files: [], path: '', sha512: '', releaseDate: '' };
    return { isUpdateAvailable, updateInfo, versionInfo: updateInfo };
  }

  async downloadUpdate(): Promise<string[]> {
    this.calls.push('download');
    return [];
  }

  quitAndInstall(): void {
    this.calls.push('install');
  }
}

let resourcesPath: string;
let updater: UpdaterDouble;
let loaded: number;
let asked: string[];
let told: string[];
let logged: string;
/** What the person takes of what is offered. */
let agreed: string[];

beforeEach(() => {
  resourcesPath = mkdtempSync(join(tmpdir(), 'keywell-resources-'));
  updater = new UpdaterDouble();
  loaded = 0;
  asked = [];
  told = [];
  logged = '';
  agreed = [];
});
afterEach(() => rmSync(resourcesPath, { recursive: true }));

function build(differing: Partial<UpdateParts> = {}) {
  return updateCheck({
    isPackaged: true,
    platform: 'darwin',
    version: '0.1.0',
    resourcesPath,
    loadUpdater: async () => {
      loaded += 1;
      return updater;
    },
    ask: async (message, _detail, goOn) => {
      asked.push(message);
      return agreed.includes(goOn);
    },
    tell: async (message) => {
      told.push(message);
    },
    log: {
      warn: (message, facts) => {
        logged += `${message} ${JSON.stringify(facts)}`;
      },
    },
    ...differing,
  });
}

function from(source: string): void {
  writeFileSync(join(resourcesPath, 'app-update.yml'), source);
}

describe('a build', () => {
  it('has no updates by default', async () => {
    expect(await build()).toBeNull();
  });

  it('has them where they are signed', async () => {
    from(signed);
    expect(await build({ platform: 'darwin' })).not.toBeNull();
    expect(await build({ platform: 'win32' })).not.toBeNull();
    expect(loaded).toBe(0);
  });

  it.each<[string, string, Partial<UpdateParts>]>([
    ['unpackaged', signed, { isPackaged: false }],
    ['for Linux, where nothing is signed', signed, { platform: 'linux' }],
    [
      'for Windows that names no publisher',
      'provider: generic\nurl: https://updates.example',
      { platform: 'win32' },
    ],
    [
      'for Windows whose list of publishers is empty',
      'provider: generic\nurl: https://updates.example\npublisherName: []',
      { platform: 'win32' },
    ],
    ['with updates over plain http', signed.replace('https:', 'http:'), {}],
    ['with updates from elsewhere', signed.replace('generic', 'github'), {}],
    ['with a source that does not parse', '{', {}],
  ])('%s has none', async (_what, source, differing) => {
    from(source);
    expect(await build(differing)).toBeNull();
  });
});

describe('looking for updates', () => {
  beforeEach(() => from(signed));
  const look = async () => (await build())?.();

  it('says when there is none', async () => {
    updater.newest = '0.1.0';
    await look();
    expect(told).toEqual(['Keywell 0.1.0 is the newest version.']);
    expect(updater.calls).toEqual(['check']);
  });

  it('asks before it downloads, and again before it installs', async () => {
    agreed = ['Download', 'Restart and install'];
    await look();
    expect(asked).toEqual(['Keywell 0.2.0 is available.', 'Keywell 0.2.0 is ready.']);
    expect(updater.calls).toEqual(['check', 'download', 'install']);
  });

  it.each([
    [[], ['check']],
    [['Download'], ['check', 'download']],
  ])('does no more than %j', async (agreeing, calls) => {
    agreed = agreeing;
    await look();
    expect(updater.calls).toEqual(calls);
  });

  it('leaves nothing to electron-updater’s own mind', async () => {
    await look();
    expect(updater).toMatchObject({
      autoDownload: false,
      autoInstallOnAppQuit: false,
      allowDowngrade: false,
      allowPrerelease: false,
      disableWebInstaller: true,
      logger: null,
    });
  });

  it('that fails says so in a sentence, and logs nothing of what the server said', async () => {
    updater.failure = new Error('canary-answer of https://updates.example');
    await look();
    expect(told).toEqual(['Keywell could not be updated.']);
    expect(logged).toContain('Looking for updates failed.');
    expect(logged).not.toContain('canary-answer');
  });

  it('happens once at a time', async () => {
    const check = await build();
    await Promise.all([check?.(), check?.()]);
    expect(updater.calls).toEqual(['check']);
    await check?.();
    expect(updater.calls).toEqual(['check', 'check']);
  });
});
