import { beforeEach, describe, expect, it, vi } from 'vitest';
import { rolePermissions } from '#shared/domain/rules/permissions.ts';
import { eventChannel } from '#shared/ipc/channels.ts';
import { DesktopCore } from './testing/desktop-core.ts';
import { app, dialog, resetElectron, Tray } from './testing/electron-double.ts';
import { onlyWindow, pageAsks, soon, startHost } from './testing/start-host.ts';

vi.mock('electron', () => import('./testing/electron-double.ts'));

beforeEach(resetElectron);

const [one, two] = [
  { id: '00000000-0000-4000-8000-000000000001', name: 'House & Garden' },
  { id: '00000000-0000-4000-8000-000000000002', name: 'GPT-4o prod' },
];

async function start(given: Partial<DesktopCore> = {}) {
  const core = Object.assign(new DesktopCore(), {
    configurations: [one, two],
    effectiveDefault: { id: two.id, reason: 'most-recent' },
    ...given,
  });
  await startHost({ core });
  const [tray] = Tray.all;
  if (tray === undefined) throw new Error('There is no tray.');
  const menu = () => {
    if (tray.menu === null) throw new Error('The tray has no menu.');
    return tray.menu;
  };
  await vi.waitFor(menu, soon);
  return { core, tray, menu };
}
const labels = (items: unknown) =>
  (items as readonly Electron.MenuItemConstructorOptions[]).map(({ label }) => label);

describe('the tray', () => {
  it('shows which configuration is used, and why', async () => {
    const { tray, menu } = await start();
    expect(labels(menu().template)[0]).toBe('Default (most recent): GPT-4o prod');
    expect(tray.toolTip).toContain('GPT-4o prod');
  });

  it('switches the default as anybody’s request, and clears it', async () => {
    const { core, menu } = await start();
    menu().choose('Switch default', 'House && Garden');
    menu().choose('Switch default', 'None: use the most recent one');
    await vi.waitFor(() => expect(core.changes).toHaveLength(2), soon);
    expect(core.changes).toEqual([
      { route: 'configurations.setDefault', input: { id: one.id } },
      { route: 'configurations.setDefault', input: { id: null } },
    ]);
  });

  it('keeps in step with what changes', async () => {
    const { core, menu } = await start();
    core.effectiveDefault = { id: one.id, reason: 'marked' };
    core.emit(null, 'configurations.changed', {});
    await vi.waitFor(
      () => expect(labels(menu().template)[0]).toBe('Default: House && Garden'),
      soon,
    );
    expect(menu().find('Switch default', 'House && Garden').checked).toBe(true);
    expect(menu().find('Switch default', 'GPT-4o prod').checked).toBe(false);
  });

  it('says in main’s words why the default was not switched', async () => {
    const { core, menu } = await start();
    core.outcome = { ok: false, error: { code: 'not-found', message: 'It was deleted.' } };
    menu().choose('Switch default', 'GPT-4o prod');
    await vi.waitFor(
      () => expect(dialog.errors).toEqual(['The default was not switched: It was deleted.']),
      soon,
    );
  });

  it.each([
    ['whoever acts may not', { permissions: rolePermissions.member }, /configs:write/],
    ['the policy was rejected', { policy: 'rejected' as const }, /policy file/],
  ])('cannot switch it where %s, and says so', async (_, given, reason) => {
    const { core, menu } = await start(given);
    const items = menu().find('Switch default').submenu;
    expect(labels(items)).toEqual([expect.stringMatching(reason)]);
    for (const label of labels(items)) menu().choose('Switch default', label ?? '');
    expect(core.changes).toEqual([]);
  });

  it('notices that another member acts', async () => {
    const { core, menu } = await start();
    core.permissions = rolePermissions.auditor;
    core.emit(null, 'members.changed', {});
    await vi.waitFor(
      () => expect(labels(menu().find('Switch default').submenu)).toHaveLength(1),
      soon,
    );
  });

  it('lists the newest of very many, the marked one among them, and leads to the others', async () => {
    const configurations = Array.from({ length: 500 }, (_, index) => ({
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      name: `Configuration ${index}`,
    }));
    const { menu } = await start({
      configurations,
      effectiveDefault: { id: configurations[0]?.id ?? '', reason: 'marked' },
    });
    const items = labels(menu().find('Switch default').submenu);
    expect(items.slice(0, 3)).toEqual([
      'None: use the most recent one',
      'Configuration 0',
      'Configuration 499',
    ]);
    expect(items).toHaveLength(1 + 20 + 2);
    await pageAsks();
    menu().choose('Switch default', '480 more in Keywell…');
    expect(JSON.stringify(toldTo())).toContain('configurations');
  });

  it('has nothing to switch where nothing can be read', async () => {
    const { menu } = await start({ isDamaged: true });
    expect(labels(menu().template)[0]).toBe('No configuration yet');
    expect(menu().find('Switch default').enabled).toBe(false);
  });

  it('leads to a new generation, to the window, and out', async () => {
    const { core, menu, tray } = await start();
    await pageAsks();
    menu().choose('New generation');
    expect(toldTo()).toEqual([[eventChannel, 'app.command', { kind: 'new-generation' }]]);
    onlyWindow().visible = false;
    menu().choose('Show Keywell');
    expect(onlyWindow()).toMatchObject({ visible: true, focused: true });
    const exited = app.untilExit();
    menu().choose('Quit');
    await exited;
    expect(core.closed).toBe(true);
    expect(tray.isDestroyed()).toBe(true);
  });

  it('is missing on a desktop that has no place for it, and nothing else is', async () => {
    Tray.supported = false;
    const { logged } = await startHost();
    expect(logged).toEqual(['There is no icon beside the clock on this desktop.']);
    expect(onlyWindow().url).toBe('app://keywell/');
  });
});

/** What the page of the window hears, once it listens. */
function toldTo(): readonly unknown[] {
  return onlyWindow().webContents.sent;
}
