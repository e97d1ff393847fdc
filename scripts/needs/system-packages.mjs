import { readFileSync } from 'node:fs';
import { CannotGoOn, tail } from './cannot-go-on.mjs';
import { findProgram } from './programs.mjs';
import { run } from './run.mjs';

/** What each need is called in each package manager. */
const PACKAGES = {
  apt: {
    'keytar-build': 'libsecret-1-dev g++ make python3 pkg-config',
    chromium: 'chromium',
    dbus: 'dbus',
    keyring: 'gnome-keyring',
    xvfb: 'xvfb xauth',
  },
  dnf: {
    'keytar-build': 'libsecret-devel gcc-c++ make python3 pkgconf-pkg-config',
    chromium: 'chromium',
    dbus: 'dbus-daemon dbus-tools',
    keyring: 'gnome-keyring',
    xvfb: 'xorg-x11-server-Xvfb xauth',
  },
  pacman: {
    'keytar-build': 'libsecret base-devel python',
    chromium: 'chromium',
    dbus: 'dbus',
    keyring: 'gnome-keyring',
    xvfb: 'xorg-server-xvfb xorg-xauth',
  },
};

const INSTALL = {
  apt: 'apt-get install -y --no-install-recommends',
  dnf: 'dnf install -y',
  pacman: 'pacman -S --needed',
};

const WORDS = {
  'keytar-build':
    'what keytar is built with (libsecret headers, a C++ compiler, make, Python, pkg-config)',
  chromium: 'Chromium',
  dbus: 'D-Bus',
  keyring: 'gnome-keyring',
  xvfb: 'Xvfb',
};

const PLAYWRIGHT_CHROMIUM = 'npx playwright install --with-deps chromium';

/**
 * @typedef {keyof typeof WORDS} Need
 * @typedef {{ platform: string, manager: keyof typeof INSTALL | undefined, distribution: string, isRoot: boolean }} System
 */

/** @returns {System} */
export function readSystem() {
  const { platform } = process;
  const managers = { apt: 'apt-get', dnf: 'dnf', pacman: 'pacman' };
  return {
    platform,
    manager:
      platform === 'linux'
        ? Object.keys(managers).find((name) => findProgram(managers[name]))
        : undefined,
    distribution: platform === 'linux' ? distributionId() : '',
    isRoot: process.getuid?.() === 0,
  };
}

function distributionId() {
  try {
    return /^ID="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

/** Debian and Ubuntu as root are set up without asking; everybody else is told the command. */
export const canInstall = (system) => system.manager === 'apt' && system.isRoot;

/** Ubuntu's `chromium` is a snap, which neither root nor a container can run: Playwright's download takes its place. */
export const playwrightBringsChromium = (system) => system.distribution === 'ubuntu';

/** @param {System} system @param {readonly Need[]} needs @returns {string[]} */
export function packagesFor(system, needs) {
  const names = PACKAGES[system.manager] ?? {};
  return needs
    .filter((need) => need !== 'chromium' || !playwrightBringsChromium(system))
    .flatMap((need) => (names[need] ?? '').split(' '))
    .filter(Boolean);
}

/**
 * The one command a person has to run, or undefined where Keywell does not know it.
 * @param {System} system
 * @param {readonly Need[]} needs
 * @param {readonly string[]} [packages] further packages, by the names of this system's manager
 */
export function commandFor(system, needs, packages = []) {
  switch (system.platform) {
    case 'darwin':
      if (needs.includes('keytar-build')) return 'xcode-select --install';
      return needs.includes('chromium') ? 'brew install --cask google-chrome' : undefined;
    case 'win32':
      return needs.includes('chromium') ? 'winget install Google.Chrome' : undefined;
    default:
      return system.manager && linuxCommand(system, needs, packages);
  }
}

function linuxCommand(system, needs, packages) {
  const all = [...packagesFor(system, needs), ...packages];
  const commands = [];
  if (all.length > 0) {
    commands.push(`${system.isRoot ? '' : 'sudo '}${INSTALL[system.manager]} ${all.join(' ')}`);
  }
  if (needs.includes('chromium') && playwrightBringsChromium(system)) {
    commands.push(PLAYWRIGHT_CHROMIUM);
  }
  return commands.join(' && ') || undefined;
}

/**
 * A sentence: what is missing, and the command that brings it.
 * @param {System} system
 * @param {readonly Need[]} needs
 * @param {{ libraries?: readonly string[], packages?: readonly string[] }} [electron] libraries missing, and their packages
 */
export function sentenceFor(system, needs, { libraries = [], packages = [] } = {}) {
  const missing = [...needs.map((need) => WORDS[need]), ...libraries].join(', ');
  const command = commandFor(system, needs, packages);
  return command
    ? `Keywell needs ${missing}. Run this once, then try again: ${command}`
    : `Keywell needs ${missing}. Install that with your system's package manager, then try again.`;
}

/** Installs Debian packages as root. @throws {CannotGoOn} with the end of apt's own words */
export async function installWithApt(packages) {
  console.log(`Setting up: installing ${packages.join(', ')}.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const patient = ['-o', 'DPkg::Lock::Timeout=300'];
  const update = () => run('apt-get', [...patient, 'update'], { env });
  // Mirrors now and then serve half an index; asking again is the usual cure.
  if ((await update()).status !== 0) await update();
  const args = [...patient, 'install', '-y', '--no-install-recommends', ...packages];
  const { status, output } = await run('apt-get', args, { env });
  if (status !== 0) {
    throw new CannotGoOn(
      `The system packages ${packages.join(', ')} could not be installed. The end of apt-get's output:\n${tail(output)}`,
    );
  }
}
