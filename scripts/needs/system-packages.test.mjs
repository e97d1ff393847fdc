import { describe, expect, it } from 'vitest';
import { canInstall, commandFor, packagesFor, sentenceFor } from './system-packages.mjs';

const debian = { platform: 'linux', manager: 'apt', distribution: 'debian', isRoot: false };
const ubuntu = { ...debian, distribution: 'ubuntu' };
const fedora = { ...debian, manager: 'dnf', distribution: 'fedora' };
const arch = { ...debian, manager: 'pacman', distribution: 'arch' };
const unknown = { ...debian, manager: undefined, distribution: 'void' };
const mac = { platform: 'darwin', manager: undefined, distribution: '', isRoot: false };
const windows = { ...mac, platform: 'win32' };

describe('the command that brings what is missing', () => {
  it.each([
    [
      'Debian',
      debian,
      ['chromium', 'keyring'],
      'sudo apt-get install -y --no-install-recommends chromium gnome-keyring',
    ],
    [
      'Debian as root',
      { ...debian, isRoot: true },
      ['dbus'],
      'apt-get install -y --no-install-recommends dbus',
    ],
    [
      'Fedora',
      fedora,
      ['keytar-build'],
      'sudo dnf install -y libsecret-devel gcc-c++ make python3 pkgconf-pkg-config',
    ],
    ['Arch', arch, ['dbus', 'keyring'], 'sudo pacman -S --needed dbus gnome-keyring'],
    ['macOS', mac, ['chromium'], 'brew install --cask google-chrome'],
    ['macOS without a compiler', mac, ['keytar-build'], 'xcode-select --install'],
    ['Windows', windows, ['chromium'], 'winget install Google.Chrome'],
  ])('%s', (_name, system, needs, command) => {
    expect(commandFor(system, needs)).toBe(command);
  });

  it('takes Playwright’s Chromium on Ubuntu, whose own is a snap', () => {
    expect(commandFor(ubuntu, ['chromium', 'dbus'])).toBe(
      'sudo apt-get install -y --no-install-recommends dbus && npx playwright install --with-deps chromium',
    );
    expect(commandFor(ubuntu, ['chromium'])).toBe('npx playwright install --with-deps chromium');
  });

  it('is not invented for a system Keywell does not know', () => {
    expect(commandFor(unknown, ['chromium'])).toBeUndefined();
    expect(sentenceFor(unknown, ['chromium'])).toBe(
      "Keywell needs Chromium. Install that with your system's package manager, then try again.",
    );
  });
});

describe('the sentence', () => {
  it('names all that is missing, and one command', () => {
    expect(sentenceFor(debian, ['chromium', 'dbus'])).toBe(
      'Keywell needs Chromium, D-Bus. Run this once, then try again: sudo apt-get install -y --no-install-recommends chromium dbus',
    );
  });

  it('names libraries by the files that are missing, and their packages in the command', () => {
    const electron = { libraries: ['libnss3.so'], packages: ['libnss3'] };
    expect(sentenceFor(debian, [], electron)).toBe(
      'Keywell needs libnss3.so. Run this once, then try again: sudo apt-get install -y --no-install-recommends libnss3',
    );
  });
});

describe('installing without asking', () => {
  it('happens on Debian and Ubuntu as root, and nowhere else', () => {
    expect(canInstall({ ...debian, isRoot: true })).toBe(true);
    expect(
      [debian, { ...fedora, isRoot: true }, { ...unknown, isRoot: true }, mac].some(canInstall),
    ).toBe(false);
  });

  it('leaves the snap out on Ubuntu', () => {
    expect(packagesFor({ ...ubuntu, isRoot: true }, ['chromium', 'keyring'])).toEqual([
      'gnome-keyring',
    ]);
  });
});
