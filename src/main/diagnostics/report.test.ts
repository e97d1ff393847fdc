import { randomBytes, randomUUID } from 'node:crypto';
import { homedir, hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { configurationFields } from '../registry/testing/configuration-fields.ts';
import { startCore } from '../testing/start-core.ts';
import { canaryKey } from '../vault/testing/canary-key.ts';
import { withoutNames } from './without-names.ts';

const headings = /^\S.*$/gm;

describe('the diagnostics report', () => {
  it('says what runs on what, and counts what there is', async () => {
    const { core } = await startCore();
    await core.create('One');
    const { id } = await core.create('Two');
    await core.request('keys.set', { configurationId: id, key: canaryKey() });
    await core.request('demo.start', {});
    const { fileName, text } = await core.request('diagnostics.report', {});
    expect(fileName).toMatch(/^keywell-diagnostics-\d{4}-\d\d-\d\d\.txt$/);
    expect(text.match(headings)).toEqual([
      'Keywell diagnostics report',
      expect.stringContaining('holds no keys'),
      'System',
      'Workspace',
      expect.stringMatching(/^Log, the last \d+ lines$/),
    ]);
    expect(text).toContain(`Node: ${process.versions.node}`);
    expect(text).toContain('Keychain: available');
    expect(text).toMatch(/Configurations: 4 \(custom 3, ollama 1\)/);
    expect(text).toMatch(/Keys: 4 \(absent 1, not-required 2, stored 1\)/);
    expect(text).toContain('Encryption key: from keychain, 0 need re-entry');
    expect(text).toContain('Global shortcut: off');
  });

  it('holds nothing of a key, and nothing that a person wrote or is called', async () => {
    const account = 'canary-account';
    const { core, dataFolder } = await startCore({ account });
    const key = canaryKey();
    const fields = configurationFields({
      name: 'canary-name',
      provider: 'custom',
      model: 'canary-model',
      baseUrl: 'http://127.0.0.1:9/canary-path/v1',
      authentication: 'key',
      headers: { 'x-canary': 'canary-header' },
      notes: 'canary-notes',
      tags: ['canary-tag'],
      systemPrompt: 'canary-system',
    });
    const { id } = await core.request('configurations.create', { fields });
    const { key: view } = await core.request('keys.set', { configurationId: id, key });
    await core.request('members.add', { name: 'canary-member', roles: ['owner'], passcode: null });
    await core.request('generation.start', {
      runId: randomUUID(),
      configurationId: id,
      messages: [{ role: 'user', content: 'canary-prompt' }],
      systemPrompt: null,
    });
    const { text } = await core.request('diagnostics.report', {});
    expect(text).not.toContain('canary');
    expect(text).not.toContain(key);
    for (const known of [view.hint, view.fingerprint, id, dataFolder, homedir(), hostname()]) {
      expect(text).not.toContain(known ?? 'nothing was known of the key');
    }
  });

  it('shows the log as a stranger may read it', async () => {
    const secret = `sk-${randomBytes(24).toString('hex')}`;
    const { core, dataFolder } = await startCore({
      account: 'ada-lovelace',
      logFiles: {
        folder: '/unused',
        tail: () => [
          `{"message":"It failed at ${homedir()}/x for ada-lovelace","key":"${secret}"}`,
          'authorization: Bearer canary-words',
          'Asked https://user:canary@host.example/canary?token=canary and app://keywell/',
        ],
      },
    });
    const { text } = await core.request('diagnostics.report', {});
    expect(text).toContain('It failed at ~/x for [account]');
    expect(text).toContain('Asked [address] and [address]');
    for (const one of [secret, 'canary', 'ada-lovelace', homedir(), dataFolder]) {
      expect(text).not.toContain(one);
    }
  });
});

it('a folder of Windows is masked as JSON writes it', () => {
  const names = {
    home: 'C:\\Users\\ada',
    dataFolder: 'C:\\Users\\ada\\AppData\\Keywell',
    account: 'ada',
    machine: 'DESKTOP-1',
  };
  const line =
    '{"stack":"at C:\\\\Users\\\\ada\\\\x.js","in":"C:\\\\Users\\\\ada\\\\AppData\\\\Keywell"}';
  expect(withoutNames(line, names)).toBe('{"stack":"at ~\\\\x.js","in":"[data folder]"}');
});

it('a name too short to be told from other words stays, so that the text can be read', () => {
  const names = { home: '/', dataFolder: '/d', account: 'me', machine: '' };
  expect(withoutNames('some/message', names)).toBe('some/message');
});
