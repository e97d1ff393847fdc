import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Role, roles } from '#shared/domain/member.ts';
import { type Route, routes } from '#shared/ipc/routes.ts';
import { cheapHash } from './access/testing/member-records.ts';
import { MemoryStorage } from './registry/testing/memory-storage.ts';
import { type ComposedCore, temporaryDataFolder } from './testing/composed-core.ts';
import { auditText, startCore } from './testing/start-core.ts';

type Initial = 'O' | 'E' | 'K' | 'A' | 'M' | 'N';

/** Owner, Editor, Key manager, Auditor, Member, and Nobody. */
const initials: Readonly<Record<Role, Initial>> = {
  owner: 'O',
  editor: 'E',
  'key-manager': 'K',
  auditor: 'A',
  member: 'M',
};

type Started = Awaited<ReturnType<typeof startCore>>;

const everybody = 'O E K A M N';

/**
 * Who may call what, written out from the table of roles, and not derived from what the routes say of themselves.
 * Every route has a line. `locked`: also nobody while the policy file is rejected.
 */
const mayCall: Readonly<Record<Route, readonly [who: string, 'open' | 'locked']>> = {
  'app.info': [everybody, 'open'],
  'settings.get': [everybody, 'open'],
  'settings.update': [everybody, 'open'],
  'shortcut.status': [everybody, 'open'],
  'shortcut.set': [everybody, 'open'],
  'logs.openFolder': [everybody, 'open'],
  'diagnostics.report': [everybody, 'open'],
  'recovery.restore': ['O', 'locked'],
  'recovery.startEmpty': ['O', 'locked'],
  'recovery.retry': [everybody, 'open'],
  'configurations.list': [everybody, 'open'],
  'configurations.create': ['O E', 'locked'],
  'configurations.update': ['O E', 'locked'],
  'configurations.duplicate': ['O E', 'locked'],
  'configurations.delete': ['O', 'locked'],
  'configurations.setDefault': ['O E', 'locked'],
  'keys.set': ['O K', 'locked'],
  'keys.replace': ['O K', 'locked'],
  'keys.remove': ['O K', 'locked'],
  'keys.approve': ['O K', 'locked'],
  'keys.verify': ['O K', 'locked'],
  'vault.status': [everybody, 'open'],
  'vault.setMode': ['O K', 'locked'],
  'encryption.status': [everybody, 'open'],
  'encryption.rotate': ['O', 'locked'],
  'generation.start': ['O E K M', 'open'],
  'generation.cancel': ['O E K M', 'open'],
  'drafts.keep': ['O E K M', 'open'],
  'drafts.last': ['O E K M', 'open'],
  'connection.test': ['O E K M', 'open'],
  'connection.cancel': ['O E K M', 'open'],
  'models.list': [everybody, 'open'],
  'models.discoverOllama': [everybody, 'open'],
  'localModels.servers': [everybody, 'open'],
  'localModels.status': [everybody, 'open'],
  'localModels.list': [everybody, 'open'],
  'localModels.show': [everybody, 'open'],
  'localModels.delete': ['O', 'locked'],
  'localModels.copy': ['O E', 'locked'],
  'localModels.running': [everybody, 'open'],
  'localModels.load': ['O E K M', 'open'],
  'localModels.unload': ['O E K M', 'open'],
  'localModels.pull': ['O E', 'locked'],
  'localModels.pulls': [everybody, 'open'],
  'localModels.cancelPull': ['O E', 'locked'],
  'localModels.resumePull': ['O E', 'locked'],
  'localModels.dismissPull': ['O E', 'locked'],
  'localModels.watch': [everybody, 'open'],
  'localModels.unwatch': [everybody, 'open'],
  'demo.start': ['O E', 'locked'],
  'demo.end': ['O', 'locked'],
  'members.list': [everybody, 'open'],
  'members.add': ['O', 'locked'],
  'members.update': ['O', 'locked'],
  'members.setPasscode': ['O', 'locked'],
  'members.remove': ['O', 'locked'],
  'members.actAs': [everybody, 'open'],
  'policy.get': [everybody, 'open'],
  'audit.list': ['O K A', 'open'],
  'audit.verify': ['O K A', 'open'],
  'audit.export': ['O K A', 'open'],
  'comparisons.start': ['O E K M', 'open'],
  'comparisons.cancel': ['O E K M', 'open'],
  'comparisons.resume': ['O E K M', 'open'],
  'comparisons.retry': ['O E K M', 'open'],
  'comparisons.rerun': ['O E K M', 'open'],
  'comparisons.vote': ['O E K M', 'open'],
  'comparisons.list': ['O E K M', 'open'],
  'comparisons.get': ['O E K M', 'open'],
  'comparisons.rename': ['O E K M', 'open'],
  'comparisons.delete': ['O E K M', 'open'],
  'comparisons.export': ['O E K M', 'open'],
  'comparisons.readPrompts': ['O E K M', 'open'],
  'history.list': ['O E K M', 'open'],
  'history.open': ['O E K M', 'open'],
  'history.delete': ['O E K M', 'open'],
  'history.deleteAll': ['O E K M', 'open'],
  'history.setKept': ['O E K M', 'open'],
  'workflows.draft': ['O E K M', 'open'],
  'workflows.revise': ['O E K M', 'open'],
  'workflows.cancel': ['O E K M', 'open'],
  'workflows.list': ['O E K M', 'open'],
  'workflows.get': ['O E K M', 'open'],
  'workflows.getRevision': ['O E K M', 'open'],
  'workflows.save': ['O E K M', 'open'],
  'workflows.rename': ['O E K M', 'open'],
  'workflows.delete': ['O E K M', 'open'],
  'workflows.export': ['O E K M', 'open'],
  'workflows.import': ['O E K M', 'open'],
  // Their handler asks for more, which depends on whose runs are told of.
  'usage.totals': [everybody, 'open'],
  'usage.list': [everybody, 'open'],
  'usage.export': [everybody, 'open'],
  'workspace.export': [everybody, 'open'],
  'workspace.previewImport': ['O E', 'locked'],
  'workspace.import': ['O E', 'locked'],
};

const names = Object.keys(routes) as Route[];

/**
 * How a request fares whose input no route takes. The permission comes first, so that what is allowed gets as far as
 * the input, and nothing is ever done.
 */
async function faresOf(core: ComposedCore, name: Route): Promise<string> {
  const result = await core.send(name, null);
  return result.ok ? 'done' : result.error.code;
}

function mayBeCalledBy(initial: Initial): (name: Route) => boolean {
  return (name) => mayCall[name][0].split(' ').includes(initial);
}

it('has a line for every route, and no other', () => {
  expect(Object.keys(mayCall).sort()).toEqual([...names].sort());
});

async function expectTheTable(initial: Initial, { core, dataFolder }: Started): Promise<void> {
  const allowed = mayBeCalledBy(initial);
  for (const name of names) {
    const fares = await faresOf(core, name);
    expect([name, fares]).toEqual([name, allowed(name) ? 'invalid-input' : 'forbidden']);
  }
  const log = auditText(dataFolder);
  const denied = names.filter((name) => !allowed(name));
  expect(log.match(/"outcome":"denied"/g) ?? []).toHaveLength(denied.length);
  for (const name of denied) expect(log).toContain(`"${name}: The permission `);
}

describe('whoever acts may call what the table allows and nothing else, denied attempts being put on record:', () => {
  it.each(roles)('%s', async (role) => {
    const started = await startCore();
    await started.core.actWith(role);
    await expectTheTable(initials[role], started);
  });

  it('nobody, after a restart and before a passcode was entered', async () => {
    const storage = new MemoryStorage();
    const first = await startCore({ storage });
    await first.core.request('settings.update', {});
    const document = JSON.parse(storage.text ?? '');
    const [owner] = document.members;
    storage.text = JSON.stringify({
      ...document,
      members: [{ ...owner, passcode: cheapHash('tulip') }],
    });
    await expectTheTable('N', await startCore({ storage }));
  });
});

describe('while the policy file is rejected', () => {
  it('changes are locked for everybody, for that reason, and nothing else is', async () => {
    const folder = temporaryDataFolder();
    const policyPath = join(folder, 'policy.json');
    const { core } = await startCore({ policyPath: rejectedPolicy(policyPath) });
    for (const name of names) {
      const locked = mayCall[name][1] === 'locked';
      expect([name, await faresOf(core, name)]).toEqual([
        name,
        locked ? 'policy-forbids' : 'invalid-input',
      ]);
    }
  });
});

function rejectedPolicy(path: string): string {
  writeFileSync(path, '{"allowedProviders": [');
  return path;
}
