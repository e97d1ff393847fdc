import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { FuseV1Options } from '@electron/fuses';
import { beforeAll, describe, expect, it } from 'vitest';
import { inProject } from '../needs/project.mjs';
import { fuses } from './fuses.ts';
import { updatesFrom } from './updates-from.ts';

const builder = inProject('node_modules', 'app-builder-lib', 'out', 'util', 'config', 'config.js');
const { getConfig, validateConfiguration } = createRequire(import.meta.url)(builder);
const silent = { isEnabled: false, add: () => undefined };

/** As electron-builder itself loads it: found by its name, compiled by its own loader. */
const load = () => getConfig(inProject(), null, null);

describe('the configuration of electron-builder', () => {
  let configuration;
  beforeAll(async () => {
    configuration = await load();
  });

  it("fits electron-builder's own schema", async () => {
    await expect(validateConfiguration(configuration, silent)).resolves.toBeUndefined();
  });

  it.each([
    ['an option that does not exist', { asarr: true }, /unknown property 'asarr'/],
    ['a value of the wrong kind', { linux: { target: 7, icon: [] } }, /linux/],
  ])('would be refused with %s', async (_what, mistake, words) => {
    await expect(validateConfiguration({ ...configuration, ...mistake }, silent)).rejects.toThrow(
      words,
    );
  });

  it('makes what each platform is used to', () => {
    expect(configuration.linux.target).toEqual(['AppImage', 'deb']);
    expect(configuration.mac.target).toEqual(['dmg', 'zip']);
    expect(configuration.win.target).toEqual(['nsis']);
  });

  it('packs the app into an archive, but for what the system loads', () => {
    expect(configuration.asar).toEqual({ smartUnpack: false });
    expect(configuration.asarUnpack).toEqual(['node_modules/keytar/build/Release/keytar.node']);
    expect(configuration.disableAsarIntegrity).toBeUndefined();
  });

  it('has the hardened runtime of macOS, with files that are there', () => {
    const { hardenedRuntime, entitlements, entitlementsInherit, icon } = configuration.mac;
    expect(hardenedRuntime).toBe(true);
    const files = [entitlements, entitlementsInherit, icon];
    for (const path of [...files, configuration.win.icon, configuration.linux.icon]) {
      expect(existsSync(inProject(path)), path).toBe(true);
    }
  });

  it('makes the app the one that opens keywell: links', () => {
    expect(configuration.protocols).toEqual({ name: 'Keywell', schemes: ['keywell'] });
  });

  it('publishes nothing', () => {
    expect(configuration).toMatchObject({ publish: null, forceCodeSigning: false });
  });
});

describe('the fuses', () => {
  const stated = Object.fromEntries(
    Object.entries(FuseV1Options)
      .filter(([, option]) => typeof option === 'number')
      .map(([name, option]) => [name, fuses[option]]),
  );

  it('are all stated, and what weakens the app is off', () => {
    expect(stated).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
  });

  it('may not grow unseen with a newer Electron', () => {
    expect(fuses.strictlyRequireAllFuses).toBe(true);
  });
});

describe('updates', () => {
  it.each([undefined, ''])('are looked for nowhere by default', (url) => {
    expect(updatesFrom(url)).toEqual({ publish: null, forceCodeSigning: false });
  });

  it('are looked for where the builder says, by a signed app only', () => {
    expect(updatesFrom('https://updates.example/keywell')).toEqual({
      publish: [{ provider: 'generic', url: 'https://updates.example/keywell' }],
      forceCodeSigning: true,
    });
  });

  it.each(['http://updates.example', 'file:///updates', 'updates.example'])(
    'never come from %s',
    (url) => {
      expect(() => updatesFrom(url)).toThrow('KEYWELL_UPDATE_URL must be an https address.');
    },
  );
});
