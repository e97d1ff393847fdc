import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { PolicyFile } from '#shared/domain/policy.ts';
import { configurationFields } from './registry/testing/configuration-fields.ts';
import { MemoryStorage } from './registry/testing/memory-storage.ts';
import { ComposedCore, temporaryDataFolder } from './testing/composed-core.ts';
import { startCore } from './testing/start-core.ts';
import { canaryKey } from './vault/testing/canary-key.ts';
import { createKeychainDouble } from './vault/testing/keychain-double.ts';

const custom = {
  name: 'One',
  provider: 'custom',
  model: 'a-model',
  authentication: 'key',
} as const;

function policyFile(policy: PolicyFile | string): string {
  const path = join(temporaryDataFolder(), 'policy.json');
  writeFileSync(path, typeof policy === 'string' ? policy : JSON.stringify(policy));
  return path;
}

/** A provider that counts what reaches it. */
async function provider() {
  const server = createServer((_request, response) => {
    reached.count += 1;
    response.end('{"data":[]}');
  });
  const reached = { count: 0, baseUrl: '' };
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  reached.baseUrl = `http://127.0.0.1:${port}/v1`;
  return reached;
}

const forbidden = { code: 'policy-forbids' };

describe.runIf(process.getuid?.() === 0)('policy (needs root, whose file it has to be)', () => {
  it('keeps configurations to the providers and hosts it allows', async () => {
    const policyPath = policyFile({ allowedProviders: ['custom'], allowedHosts: ['127.0.0.1'] });
    const { core, storage } = await startCore({ policyPath });
    const { id } = await core.create('Allowed');
    const { text } = storage;
    const elsewhere = configurationFields({ ...custom, baseUrl: 'https://elsewhere.example/v1' });
    const refusals = [
      await core.refusal('configurations.create', { fields: elsewhere }),
      await core.refusal('configurations.create', { fields: configurationFields() }),
      await core.refusal('configurations.update', { id, revision: 1, fields: elsewhere }),
      await core.refusal('demo.start', {}),
    ];
    for (const refused of refusals) expect(refused).toMatchObject(forbidden);
    expect(storage.text).toBe(text);
    const outcomes = (await core.records()).map(({ outcome }) => outcome);
    expect(outcomes.filter((one) => one === 'denied')).toHaveLength(4);
  });

  it('refuses an import that brings what it does not allow, as a whole', async () => {
    const exporting = await startCore();
    await exporting.core.create('One');
    await exporting.core.request('demo.start', {});
    const { text } = await exporting.core.request('workspace.export', {});
    const { core, storage } = await startCore({
      policyPath: policyFile({ allowedHosts: ['127.0.0.1'] }),
    });
    const before = storage.text;
    const { items } = await core.request('workspace.previewImport', { text });
    expect(items.map(({ status }) => status)).toEqual(['new', 'invalid', 'invalid']);
    await core.refusal('workspace.import', { text, conflicts: 'skip' });
    expect(storage.text).toBe(before);
  });

  it('stops what was configured before it came: nothing is run, verified or listed, and no key is sent', async () => {
    const reached = await provider();
    const [storage, keychain] = [new MemoryStorage(), createKeychainDouble()];
    const before = await ComposedCore.open(temporaryDataFolder(), keychain, undefined, { storage });
    const fields = configurationFields({ ...custom, baseUrl: reached.baseUrl });
    const { id } = await before.request('configurations.create', { fields });
    await before.request('keys.set', { configurationId: id, key: canaryKey() });
    await before.close();

    const { core } = await startCore({
      storage,
      keychain,
      policyPath: policyFile({ allowedHosts: ['allowed.example'] }),
    });
    const run = {
      runId: crypto.randomUUID(),
      messages: [{ role: 'user', content: 'Hello' }] as [{ role: 'user'; content: string }],
      systemPrompt: null,
    };
    const list = { configurationId: id, provider: 'custom', allowUnencrypted: false } as const;
    const attempts = [
      core.refusal('generation.start', { ...run, configurationId: id }),
      core.refusal('generation.start', { ...run, configurationId: null }),
      core.refusal('keys.verify', { configurationId: id }),
      core.refusal('keys.verify', { configurationId: id, key: canaryKey() }),
      core.refusal('models.list', { ...list, baseUrl: reached.baseUrl, refresh: true }),
      core.refusal('models.discoverOllama', {}),
      core.refusal('configurations.duplicate', { id }),
    ];
    for (const refused of await Promise.all(attempts)) expect(refused).toMatchObject(forbidden);
    expect(reached.count).toBe(0);
    const denied = (await core.records()).filter(({ outcome }) => outcome === 'denied');
    expect(denied).toHaveLength(attempts.length);
    // It may still be seen, and deleted.
    expect((await core.view(id)).key.status).toBe('stored');
    await core.request('configurations.delete', { id });
  });

  it('forbids keeping keys for a session only, and tells its limit for the age of keys', async () => {
    const { core } = await startCore({
      policyPath: policyFile({ forbidSessionVault: true, maxKeyAgeDays: 30 }),
    });
    expect(await core.refusal('vault.setMode', { mode: 'session' })).toMatchObject(forbidden);
    expect((await core.request('vault.status', {})).mode).toBe('keychain');
    await core.request('vault.setMode', { mode: 'keychain' });
    expect(await core.request('policy.get', {})).toMatchObject({
      state: 'in-force',
      maxKeyAgeDays: 30,
      maxKeyAgeFixed: true,
      sessionVaultForbidden: true,
    });
  });

  it('fixes the roles of an account, from the first start on', async () => {
    const { core } = await startCore({ policyPath: policyFile({ roles: { ada: ['auditor'] } }) });
    expect((await core.request('app.info', {})).actor.roles).toEqual(['auditor']);
    expect((await core.request('members.list', {})).members).toMatchObject([{ rolesFixed: true }]);
    const refused = await core.refusal('members.add', {
      name: 'Bo',
      roles: ['owner'],
      passcode: null,
    });
    expect(refused).toMatchObject({ code: 'forbidden', data: { permission: 'members:manage' } });
  });

  it('is put on record when it comes, changes, cannot be relied on or goes, and once each', async () => {
    const dataFolder = temporaryDataFolder();
    const [storage, keychain] = [new MemoryStorage(), createKeychainDouble()];
    const policyPath = join(temporaryDataFolder(), 'policy.json');
    /** What the file holds at each start, and how many entries there are of it afterwards. */
    const starts: readonly (readonly [string | null, number])[] = [
      [null, 0],
      ['{"maxKeyAgeDays":7}', 1],
      ['{"maxKeyAgeDays":7}', 1],
      ['{"maxKeyAgeDays":8}', 2],
      ['{', 3],
      ['{', 3],
      [null, 4],
      [null, 4],
      ['{"maxKeyAgeDays":8}', 5],
    ];
    for (const [text, entries] of starts) {
      rmSync(policyPath, { force: true });
      if (text !== null) writeFileSync(policyPath, text);
      const core = await ComposedCore.open(dataFolder, keychain, undefined, {
        storage,
        policyPath,
      });
      await vi.waitFor(async () => expect(await core.records()).toHaveLength(entries));
      await core.close();
    }
    const core = await ComposedCore.open(dataFolder, keychain, undefined, { storage, policyPath });
    onTestFinished(() => core.close());
    const records = await core.records();
    expect(records.map(({ action }) => action).reverse()).toEqual([
      'policy.loaded',
      'policy.loaded',
      'policy.rejected',
      'policy.loaded',
      'policy.loaded',
    ]);
    expect(records[0]).toMatchObject({ actor: { member: 'Keywell' }, outcome: 'noted' });
  });
});

describe('the model list', () => {
  it('sends no key for who may only read, and calls no host that nobody configured', async () => {
    const reached = await provider();
    const { core } = await startCore();
    const fields = configurationFields({ ...custom, baseUrl: reached.baseUrl });
    const { id } = await core.request('configurations.create', { fields });
    await core.request('keys.set', { configurationId: id, key: canaryKey() });
    await core.actWith('auditor');
    const list = { provider: 'custom', allowUnencrypted: false, refresh: true } as const;
    const stored = { ...list, configurationId: id, baseUrl: reached.baseUrl };
    const typed = { ...list, configurationId: null, baseUrl: `${reached.baseUrl}/2` };
    expect(await core.refusal('models.list', stored)).toMatchObject({
      data: { permission: 'generate' },
    });
    expect(await core.refusal('models.list', typed)).toMatchObject({
      data: { permission: 'configs:write' },
    });
    expect(reached.count).toBe(0);
    expect((await core.records({ action: 'denied' })).map(({ detail }) => detail)).toEqual([
      'models.list: The permission configs:write is missing.',
      'models.list: The permission generate is missing.',
    ]);
  });
});
