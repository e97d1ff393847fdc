import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openBrowser } from './open-browser.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywell-opener-'));
  vi.stubEnv('PATH', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

it.skipIf(process.platform === 'win32').each([
  ['linux', 'xdg-open', ''],
  ['darwin', 'open', ''],
  ['win32', 'rundll32', 'url.dll,FileProtocolHandler\n'],
] as const)(
  'on %s hands the link to %s as it is, with no shell to read it',
  async (platform, opener, leading) => {
    const received = join(folder, 'received');
    const script = `#!/bin/sh\nprintf '%s\\n' "$@" > '${received}.part'\n/bin/mv '${received}.part' '${received}'\n`;
    writeFileSync(join(folder, opener), script, { mode: 0o755 });

    openBrowser('http://127.0.0.1:1/?token=a&b=$(id);"', platform);

    const read = () => readFileSync(received, 'utf8');
    expect(await vi.waitFor(read, { timeout: 5_000 })).toBe(
      `${leading}http://127.0.0.1:1/?token=a&b=$(id);"\n`,
    );
  },
);

it('goes on where there is nothing to open it with', () => {
  expect(() => openBrowser('http://127.0.0.1:1/', 'linux')).not.toThrow();
});
