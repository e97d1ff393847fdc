import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { AuditAction, AuditRecord } from '#shared/domain/audit.ts';
import { configurationFields } from './registry/testing/configuration-fields.ts';
import { MemoryStorage } from './registry/testing/memory-storage.ts';
import { ComposedCore, temporaryDataFolder } from './testing/composed-core.ts';
import { auditText, startCore } from './testing/start-core.ts';
import { canaryKey } from './vault/testing/canary-key.ts';
import { createKeychainDouble } from './vault/testing/keychain-double.ts';

/** Each as `action target outcome`, oldest first, without what a start brings. */
async function story(core: ComposedCore): Promise<string[]> {
  return (await core.records()).map(inShort).reverse();
}

function inShort({ action, target, outcome }: AuditRecord): string {
  return [action, target?.name, outcome].filter((part) => part !== undefined).join(' ');
}

async function only(core: ComposedCore, action: AuditAction): Promise<AuditRecord> {
  const found = await core.records({ action });
  expect(found).toHaveLength(1);
  const [record] = found;
  if (record === undefined) throw new Error(`There is no ${action}.`);
  return record;
}

describe('what was done is on record', () => {
  it('to configurations and the default', async () => {
    const { core } = await startCore();
    const one = await core.create('One');
    const fields = configurationFields({
      name: 'Uno',
      provider: 'custom',
      model: 'another-model',
      baseUrl: 'http://127.0.0.1:9/v2',
      authentication: 'key',
    });
    await core.request('configurations.update', { id: one.id, revision: 1, fields });
    await core.request('configurations.duplicate', { id: one.id });
    await core.request('configurations.setDefault', { id: one.id });
    await core.request('configurations.setDefault', { id: null });
    await core.request('configurations.setDefault', { id: one.id });
    await core.request('keys.set', { configurationId: one.id, key: canaryKey() });
    await core.request('configurations.delete', { id: one.id });
    expect(await story(core)).toEqual([
      'configuration.created One done',
      'configuration.updated Uno done',
      'configuration.created Uno (copy) done',
      'default.set Uno done',
      'default.cleared Uno done',
      'default.set Uno done',
      'key.set Uno done',
      'encryption-key.created noted',
      'configuration.deleted Uno done',
      'key.removed Uno noted',
      'default.cleared Uno noted',
    ]);
    expect(await only(core, 'configuration.updated')).toMatchObject({
      detail: 'Changed: name, model, base URL.',
      actor: { member: 'ada', account: 'ada' },
    });
    expect(await core.records({ targetId: one.id })).toHaveLength(9);
  });

  it('to configurations by an import, with the fields that it replaces', async () => {
    const { core } = await startCore();
    const { id } = await core.create('One');
    const fields = { provider: 'custom', baseUrl: 'http://127.0.0.1:10/v1' } as const;
    const text = JSON.stringify({
      format: 'keywell-configurations',
      version: 1,
      exportedAt: '2026-11-23T09:00:00.000Z',
      configurations: [
        configurationFields({ ...fields, name: 'ONE', model: 'a-model', authentication: 'key' }),
        configurationFields({ ...fields, name: 'Two' }),
      ],
    });
    await core.request('workspace.import', { text, conflicts: 'replace' });
    expect(await only(core, 'configurations.imported')).toMatchObject({
      detail: 'Added: 1. Replaced: 1.',
    });
    expect(await only(core, 'configuration.updated')).toMatchObject({
      target: { id, name: 'ONE' },
      detail: 'By import. Changed: name, base URL.',
    });
    expect((await core.records({ action: 'configuration.created' }))[0]).toMatchObject({
      target: { name: 'Two' },
      detail: 'By import.',
    });
  });

  it('to keys', async () => {
    const { core } = await startCore();
    const { id: configurationId } = await core.create('One');
    const keys = [canaryKey(), canaryKey()];
    await core.request('keys.set', { configurationId, key: keys[0] ?? '' });
    await core.request('keys.replace', { configurationId, key: keys[1] ?? '' });
    await core.approve(configurationId);
    await core.refusal('keys.verify', { configurationId });
    await core.refusal('keys.set', { configurationId, key: 'with space' });
    await core.request('encryption.rotate', { confirmation: 'rotate' });
    await core.request('keys.remove', { configurationId });
    const found = await story(core);
    expect(found.filter((one) => !one.startsWith('encryption-key.created'))).toEqual([
      'configuration.created One done',
      'key.set One done',
      'key.replaced One done',
      'key.approved One done',
      'key.verification-failed One failed',
      'key.set One failed',
      'encryption-key.rotated done',
      'key.re-entry-needed One noted',
      'key.removed One done',
    ]);
    expect(await only(core, 'key.verification-failed')).toMatchObject({
      detail: 'Failed: unreachable.',
    });
  });

  it('to members, whoever acted at the time', async () => {
    const { core } = await startCore();
    const [ada] = (await core.request('members.list', {})).members;
    const bo = await core.request('members.add', { name: 'Bo', roles: ['owner'], passcode: null });
    await core.request('members.update', { id: bo.id, name: 'Bob', roles: ['auditor', 'owner'] });
    await core.request('members.actAs', { id: bo.id, passcode: null });
    await core.request('members.setPasscode', { id: ada?.id ?? '', passcode: null });
    await core.request('members.remove', { id: ada?.id ?? '' });
    await core.refusal('members.remove', { id: bo.id });
    expect(await story(core)).toEqual([
      'member.added Bo done',
      'member.updated Bob done',
      'member.acting Bob done',
      'member.passcode-changed ada done',
      'member.removed ada done',
      'member.removed Bob failed',
    ]);
    expect(await only(core, 'member.updated')).toMatchObject({
      detail: 'Before, the name was "Bo". Before: Roles: owner. Now: Roles: owner, auditor.',
      actor: { member: 'ada' },
    });
    expect((await core.records({ memberId: bo.id })).map(({ actor }) => actor.member)).toEqual([
      'Bob',
      'Bob',
      'Bob',
    ]);
  });

  it('to the vault, with the keys that went with a session', async () => {
    const { core } = await startCore();
    const { id } = await core.create('One');
    await core.request('vault.setMode', { mode: 'session' });
    await core.request('keys.set', { configurationId: id, key: canaryKey() });
    await core.request('vault.setMode', { mode: 'keychain' });
    expect(await story(core)).toEqual([
      'configuration.created One done',
      'vault.mode-changed done',
      'key.set One done',
      'vault.mode-changed done',
      'key.removed One noted',
    ]);
  });

  it('by the demo, one by one', async () => {
    const { core } = await startCore();
    await core.request('demo.start', {});
    await core.request('demo.end', {});
    expect(await story(core)).toEqual([
      'configuration.created Simulated cloud model done',
      'configuration.created Simulated local model done',
      'configuration.deleted Simulated cloud model done',
      'configuration.deleted Simulated local model done',
    ]);
  });

  it('also of a demo that comes with the start, which does not wait for it', async () => {
    const { core } = await startCore({ demo: true });
    await vi.waitFor(async () => expect(await story(core)).toHaveLength(2));
    const { configurations } = await core.request('configurations.list', {});
    expect(configurations).toHaveLength(2);
  });

  it('by taking it out, and by taking the log itself out', async () => {
    const { core } = await startCore();
    await core.create('One');
    await core.request('workspace.export', {});
    const filter = { targetId: null, memberId: null, action: null, from: null, to: null };
    const csv = await core.request('audit.export', { filter, format: 'csv' });
    expect(csv.fileName).toMatch(/^keywell-audit-\d{4}-\d\d-\d\d\.csv$/);
    expect(csv.text.split('\r\n')[0]).toContain('seq,time');
    expect(csv.text).toContain('configuration.created,One');
    const json = await core.request('audit.export', { filter, format: 'json' });
    expect(JSON.parse(json.text)).toHaveLength(4);
    expect(await story(core)).toEqual([
      'configuration.created One done',
      'configurations.exported done',
      'log.exported done',
      'log.exported done',
    ]);
  });

  it('with none of what was entered and refused: it may be a key', async () => {
    const { core, dataFolder } = await startCore();
    const key = canaryKey();
    const one = await core.create('One');
    const pasted = ['name', 'model', 'notes', 'baseUrl'] as const;
    for (const field of pasted) {
      const fields = configurationFields({ [field]: `sk-${'ant'}-${key}` });
      await core.refusal('configurations.create', { fields });
      await core.refusal('configurations.update', { id: one.id, revision: 1, fields });
    }
    await core.refusal('members.add', {
      name: `sk-${'ant'}-${key}`,
      roles: ['member'],
      passcode: null,
    });
    await core.refusal('keys.set', { configurationId: one.id, key: `${key} ${key}` });
    await core.refusal('keys.replace', { configurationId: one.id, key });
    await core.refusal('keys.verify', { configurationId: one.id, key });
    await core.send('keys.set', { configurationId: one.id, key, [key]: key });
    await core.request('keys.set', { configurationId: one.id, key });
    expect(await core.records()).toHaveLength(15);
    expect(auditText(dataFolder)).not.toContain(key);
    expect(auditText(dataFolder)).not.toContain(key.slice(-4));
  });
});

describe('looking', () => {
  it('leaves no trace on the log', async () => {
    const { core, dataFolder } = await startCore();
    for (const route of [
      'app.info',
      'settings.get',
      'configurations.list',
      'members.list',
    ] as const) {
      await core.request(route, {});
    }
    await core.request('settings.update', { theme: 'dark' });
    await core.request('policy.get', {});
    expect(await core.request('audit.verify', {})).toMatchObject({ state: 'intact', entries: 0 });
    expect(auditText(dataFolder)).toBe('');
  });

  it('is told of each entry and of each change of members, with who acts', async () => {
    const { core } = await startCore();
    await core.actWith('auditor');
    expect(core.events.filter(({ event }) => event === 'audit.appended')).toHaveLength(4);
    expect(core.events.filter(({ event }) => event === 'members.changed').at(-1)).toMatchObject({
      payload: { members: [{ name: 'ada' }, {}], actor: { name: 'With auditor' } },
    });
    expect((await core.request('app.info', {})).actor).toMatchObject({ roles: ['auditor'] });
  });
});

describe('what cannot be put on record', () => {
  it('is not carried out, whatever it is, and everything else goes on', async () => {
    const { core, storage, keychain, dataFolder } = await startCore();
    const { id } = await core.create('One');
    const key = canaryKey();
    await core.request('keys.set', { configurationId: id, key });
    const [ada] = (await core.request('members.list', {})).members;
    const memberId = ada?.id ?? '';
    appendFileSync(join(dataFolder, 'audit.jsonl'), 'by hand\n');
    const before = [storage.text, JSON.stringify([...keychain.entries])];
    const fields = configurationFields({ name: 'Two' });
    const attempts = [
      core.refusal('configurations.create', { fields }),
      core.refusal('configurations.update', { id, revision: 1, fields }),
      core.refusal('configurations.duplicate', { id }),
      core.refusal('configurations.delete', { id }),
      core.refusal('configurations.setDefault', { id }),
      core.refusal('keys.replace', { configurationId: id, key }),
      core.refusal('keys.remove', { configurationId: id }),
      core.refusal('keys.approve', { configurationId: id, fingerprint: 'ab'.repeat(6) }),
      core.refusal('keys.verify', { configurationId: id }),
      core.refusal('vault.setMode', { mode: 'session' }),
      core.refusal('encryption.rotate', { confirmation: 'rotate' }),
      core.refusal('demo.start', {}),
      core.refusal('members.add', { name: 'Bo', roles: ['owner'], passcode: null }),
      core.refusal('members.update', { id: memberId, name: 'Bo', roles: ['owner'] }),
      core.refusal('members.setPasscode', { id: memberId, passcode: null }),
      core.refusal('members.actAs', { id: memberId, passcode: null }),
      core.refusal('workspace.export', {}),
    ];
    for (const refused of await Promise.all(attempts)) {
      expect(refused.code).toBe('audit-unavailable');
    }
    expect([storage.text, JSON.stringify([...keychain.entries])]).toEqual(before);
    expect((await core.request('vault.status', {})).mode).toBe('keychain');
    expect((await core.request('configurations.list', {})).configurations).toHaveLength(1);
    await core.request('settings.update', { theme: 'dark' });
  });

  it('is denied all the same when it was to be denied', async () => {
    const { core, dataFolder } = await startCore();
    await core.actWith('member');
    rmSync(join(dataFolder, 'audit.jsonl'));
    const refused = await core.refusal('configurations.setDefault', { id: null });
    expect(refused).toMatchObject({ code: 'forbidden', data: { permission: 'configs:write' } });
  });
});

describe('denied attempts', () => {
  it('are on record also when the handler refused: a stored key goes to no other host without keys:manage', async () => {
    const { core, storage } = await startCore();
    const { id } = await core.create('One');
    await core.request('keys.set', { configurationId: id, key: canaryKey() });
    await core.actWith('editor');
    const { text } = storage;
    const moved = configurationFields({
      name: 'One',
      provider: 'custom',
      model: 'a-model',
      baseUrl: 'https://elsewhere.example/v1',
      authentication: 'key',
    });
    const refused = await core.refusal('configurations.update', { id, revision: 1, fields: moved });
    expect(refused).toMatchObject({ code: 'forbidden', data: { permission: 'keys:manage' } });
    expect(storage.text).toBe(text);
    const renamed = { ...moved, name: 'Uno', baseUrl: 'http://127.0.0.1:9/v1' };
    await core.request('configurations.update', { id, revision: 1, fields: renamed });
    const { members } = await core.request('members.list', {});
    await core.request('members.actAs', { id: members[0]?.id ?? '', passcode: null });
    const [, refusal] = await core.records({ targetId: id, action: 'configuration.updated' });
    expect(refusal).toMatchObject({
      outcome: 'denied',
      detail: 'The permission keys:manage is missing.',
      actor: { member: 'With editor' },
    });
  });
});

it('goes on over a restart, sealed, in one chain', async () => {
  const dataFolder = temporaryDataFolder();
  const keychain = createKeychainDouble();
  const storage = new MemoryStorage();
  for (const name of ['One', 'Two', 'Three']) {
    const core = await ComposedCore.open(dataFolder, keychain, undefined, { storage });
    await core.create(name);
    expect(await core.request('audit.verify', {})).toMatchObject({ state: 'intact' });
    await core.close();
  }
  const lines = readFileSync(join(dataFolder, 'audit.jsonl'), 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(6);
  expect(keychain.entries.size).toBe(2);
});
