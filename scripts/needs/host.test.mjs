import { describe, expect, it } from 'vitest';
import { reasonAgainstWindow, sandboxObstacle } from './host.mjs';

const desktop = { web: false, platform: 'linux', env: { DISPLAY: ':0' }, isRoot: false };

describe('a window', () => {
  it.each([
    ['on a Linux desktop', desktop],
    ['on Wayland', { ...desktop, env: { WAYLAND_DISPLAY: 'wayland-0' } }],
    ['on macOS, where DISPLAY means nothing', { ...desktop, platform: 'darwin', env: {} }],
  ])('is possible %s', (_name, circumstances) => {
    expect(reasonAgainstWindow(circumstances)).toBeUndefined();
  });

  it.each([
    ['with --web', { ...desktop, web: true }, '--web asks for it'],
    ['without a display', { ...desktop, env: {} }, 'there is no display'],
    ['as root', { ...desktop, isRoot: true }, "Electron's sandbox does not work for root"],
  ])('is not possible %s', (_name, circumstances, reason) => {
    expect(reasonAgainstWindow(circumstances)).toBe(reason);
  });
});

describe("Electron's sandbox", () => {
  const plain = { path: '/app/chrome-sandbox', isSetuidRoot: false };
  const restricted = (path) =>
    path.endsWith('apparmor_restrict_unprivileged_userns') ? '1' : undefined;

  it('needs nothing where everybody may make user namespaces', () => {
    expect(sandboxObstacle('/app/electron', () => undefined, plain)).toBeUndefined();
  });

  it('says how to permit it where the system forbids them', () => {
    expect(sandboxObstacle('/app/electron', restricted, plain)).toContain(
      'sudo chown root /app/chrome-sandbox && sudo chmod 4755 /app/chrome-sandbox',
    );
  });

  it('works there all the same once its helper belongs to root', () => {
    expect(
      sandboxObstacle('/app/electron', restricted, { ...plain, isSetuidRoot: true }),
    ).toBeUndefined();
  });
});
