import { expect, test } from 'vitest';
import { defaultDataFolder } from './data-folder.ts';

test.each<[string, Record<string, string>, string, string]>([
  ['linux', {}, '/home/ada', '/home/ada/.config/Keywell'],
  ['linux', { XDG_CONFIG_HOME: '/xdg' }, '/home/ada', '/xdg/Keywell'],
  ['linux', { XDG_CONFIG_HOME: '' }, '/home/ada', '/home/ada/.config/Keywell'],
  ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/ada', '/home/ada/.config/Keywell'],
  ['freebsd', {}, '/home/ada', '/home/ada/.config/Keywell'],
  ['darwin', {}, '/Users/ada', '/Users/ada/Library/Application Support/Keywell'],
  ['win32', { APPDATA: 'D:\\Roaming' }, 'C:\\Users\\ada', 'D:\\Roaming\\Keywell'],
  ['win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Roaming\\Keywell'],
])('on %s with %j, for the home %s: %s', (platform, env, home, expected) => {
  expect(defaultDataFolder(platform, env, home)).toBe(expected);
});
