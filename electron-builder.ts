import { readFileSync } from 'node:fs';
import { flipFuses } from '@electron/fuses';
import type { AfterPackContext, Configuration } from 'electron-builder';
import { fuses } from './scripts/packaging/fuses.ts';
import {
  linuxExecutable,
  packagedApp,
  platformNamed,
  productName,
} from './scripts/packaging/packaged-app.ts';
import { type Lockfile, unpackagedModules } from './scripts/packaging/packaged-modules.ts';
import { updatesFrom } from './scripts/packaging/updates-from.ts';
import { appId } from './src/main/hosts/electron/app-id.ts';

const lockfile: Lockfile = JSON.parse(
  readFileSync(new URL('package-lock.json', import.meta.url), 'utf8'),
);

/** What no program runs: types, sources of what is compiled, maps that would name their authors' folders, prose. */
const neverRun = ['ts', 'mts', 'cts', 'map', 'tsbuildinfo', 'md', 'markdown', 'flow'];

const { publish, forceCodeSigning } = updatesFrom(process.env.KEYWELL_UPDATE_URL);

/**
 * Flips every fuse, before anything is signed. electron-builder's own `electronFuses` knows fewer fuses than Electron
 * has, and leaves those it does not know as they are.
 */
async function afterPack({ appOutDir, electronPlatformName }: AfterPackContext): Promise<void> {
  const { executable } = packagedApp(appOutDir, platformNamed(electronPlatformName));
  await flipFuses(executable, {
    ...fuses,
    // Apple Silicon runs nothing whose signature is broken, and flipping breaks it. A build for others is signed next.
    resetAdHocDarwinSignature: process.platform === 'darwin',
  });
}

/**
 * How Keywell is packaged, each package for the architecture of the machine that builds it: keytar's native part is
 * the one that was built there. What goes in is listed; scripts/check-package.ts looks at what came out.
 */
const configuration: Configuration = {
  appId,
  productName,
  copyright: 'Copyright © The Keywell developers',
  directories: { output: 'dist/packages', buildResources: 'build' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in.
  artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
  // A deb names a page; the project has none yet, and .example is nobody's.
  extraMetadata: { homepage: 'https://keywell.example', desktopName: `${linuxExecutable}.desktop` },

  files: [
    'out/main/index.js',
    'out/main/chunks/*.js',
    'out/preload/index.cjs',
    'out/renderer/**/*',
    ...unpackagedModules(lockfile).map((name) => `!node_modules/${name}{,/**/*}`),
    `!**/*.{${neverRun.join(',')}}`,
    '!node_modules/**/{test,tests,__tests__,spec,example,examples,benchmark}{,/**/*}',
    // Of keytar, the native part alone is needed; the rest is what it was built from.
    '!node_modules/keytar/{binding.gyp,src,build/{config.gypi,Makefile,*.mk,Release/{obj,obj.target,.deps}}}{,/**/*}',
  ],
  // What is unpacked lies outside the archive and its integrity: the one file that must, and nothing with it.
  asar: { smartUnpack: false },
  // The system loads native modules, and does not look into archives.
  asarUnpack: ['node_modules/keytar/build/Release/keytar.node'],
  // keytar speaks Node-API, so what was built for Node runs in Electron as it is.
  npmRebuild: false,
  afterPack,

  protocols: { name: productName, schemes: ['keywell'] },
  publish,
  forceCodeSigning,

  linux: {
    target: ['AppImage', 'deb'],
    icon: 'build/icons',
    executableName: linuxExecutable,
    syncDesktopName: true,
    category: 'Development',
    synopsis: 'LLM configurations, their keys, and local models',
    maintainer: 'The Keywell developers <maintainers@keywell.example>',
    // Nothing signs what is downloaded here, so nothing is updated by itself.
    publish: null,
  },
  deb: { recommends: ['gnome-keyring'] },

  mac: {
    target: ['dmg', 'zip'],
    icon: 'build/icon.icns',
    category: 'public.app-category.developer-tools',
    hardenedRuntime: true,
    entitlements: 'build/entitlements.mac.plist',
    entitlementsInherit: 'build/entitlements.mac.plist',
    darkModeSupport: true,
  },

  win: { target: ['nsis'], icon: 'build/icon.ico' },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    // The registry, the audit log and the history are the person's, not the program's.
    deleteAppDataOnUninstall: false,
  },
};

export default configuration;
