import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { permissions } from '#shared/domain/member.ts';
import { Policy } from './policy.ts';
import { policyPath } from './policy-file.ts';

/** A file of the administrator can only be made by the administrator. */
const asRoot = process.getuid?.() === 0;
const somebody = 65_534;

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywell-policy-'));
  path = join(folder, 'policy.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

function policyOf(content: unknown): Policy {
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), {
    mode: 0o644,
  });
  return Policy.read(path);
}

describe('the place of the policy file', () => {
  it('is the one of the system, and no variable of the environment moves it', () => {
    expect(policyPath('linux')).toBe('/etc/keywell/policy.json');
    expect(policyPath('darwin')).toBe('/Library/Application Support/Keywell/policy.json');
    expect(policyPath('win32')).toBe('C:\\ProgramData\\Keywell\\policy.json');
  });

  it.each(['policy.json', 'none/policy.json'])('may be empty: %s', (name) => {
    const policy = Policy.read(join(folder, name));
    expect(policy.view()).toMatchObject({
      state: 'none',
      problem: null,
      allowedProviders: null,
      allowedHosts: null,
      maxKeyAgeDays: 90,
      maxKeyAgeFixed: false,
      sessionVaultForbidden: false,
    });
    for (const permission of permissions) policy.authorise(permission);
    policy.checkSessionVault();
    policy.checkDestination({ provider: 'custom', baseUrl: 'https://anywhere.example' });
  });
});

describe.runIf(asRoot)("the administrator's policy (needs root, to make such a file)", () => {
  it('is shown as it is in force', () => {
    const policy = policyOf({
      roles: { ada: ['auditor'] },
      allowedProviders: ['ollama'],
      allowedHosts: ['gpu.example.com'],
      maxKeyAgeDays: 30,
      forbidSessionVault: true,
    });
    expect(policy.view()).toEqual({
      state: 'in-force',
      path,
      problem: null,
      allowedProviders: ['ollama'],
      allowedHosts: ['gpu.example.com'],
      maxKeyAgeDays: 30,
      maxKeyAgeFixed: true,
      sessionVaultForbidden: true,
    });
    expect(policy.rolesOf('ada')).toEqual(['auditor']);
    for (const other of ['bo', 'constructor', '__proto__', '']) {
      expect(policy.rolesOf(other)).toBeUndefined();
    }
    for (const permission of permissions) policy.authorise(permission);
    expect(() => policy.checkSessionVault()).toThrow(/forbids keeping keys for a session/);
  });

  it('allows only the providers it names', () => {
    const policy = policyOf({ allowedProviders: ['ollama', 'mistral'] });
    policy.checkDestination({ provider: 'ollama', baseUrl: null });
    policy.checkDestination({ provider: 'mistral', baseUrl: 'https://elsewhere.example' });
    expect(() => policy.checkDestination({ provider: 'openai', baseUrl: null })).toThrow(/OpenAI/);
  });

  const hosts = ['api.openai.com', '*.Example.com', 'bücher.example', '::1', '127.0.0.1'];
  it.each<[string, boolean]>([
    ['https://api.openai.com/v1', true],
    ['https://API.OPENAI.COM:8443/v1', true],
    ['https://one.example.com', true],
    ['https://two.one.example.com', true],
    ['https://xn--bcher-kva.example', true],
    ['http://[::1]:11434', true],
    ['http://[0:0:0:0:0:0:0:1]:11434', true],
    ['http://127.0.0.1', true],
    ['http://127.1', true],
    ['https://example.com', false],
    ['https://notexample.com', false],
    ['https://one.example.com.evil.example', false],
    ['https://api.openai.com.', false],
    ['https://api.openai.com.evil.example', false],
    ['https://evil.example/api.openai.com', false],
    ['https://evil.example/?one.example.com', false],
    ['http://127.0.0.2', false],
    ['http://localhost', false],
  ])('compares hosts as requests have them: %s %s', (baseUrl, allowed) => {
    const policy = policyOf({ allowedHosts: hosts });
    const check = () => policy.checkDestination({ provider: 'custom', baseUrl });
    if (allowed) check();
    else expect(check).toThrow(/does not allow the host/);
  });

  it("holds a provider's own host to the same list", () => {
    const policy = policyOf({ allowedHosts: ['gpu.example.com'] });
    for (const provider of ['openai', 'anthropic', 'ollama'] as const) {
      expect(() => policy.checkDestination({ provider, baseUrl: null })).toThrow(/host/);
    }
  });

  it('names the field that a person has to change', () => {
    const policy = policyOf({ allowedHosts: [], allowedProviders: ['custom'] });
    const caught = (configuration: Parameters<Policy['checkDestination']>[0]) => {
      try {
        policy.checkDestination(configuration);
        return null;
      } catch (error) {
        return error;
      }
    };
    expect(caught({ provider: 'google', baseUrl: null })).toMatchObject({
      code: 'policy-forbids',
      data: { fields: { provider: expect.any(String) } },
    });
    expect(caught({ provider: 'custom', baseUrl: 'https://h.example' })).toMatchObject({
      code: 'policy-forbids',
      data: { fields: { baseUrl: expect.any(String) } },
    });
  });

  it("may begin with the byte order mark of Windows' editor", () => {
    expect(policyOf(`\uFEFF${JSON.stringify({ maxKeyAgeDays: 7 })}`).view().maxKeyAgeDays).toBe(7);
  });

  it('says the same of itself until it changes', () => {
    const statements = [
      Policy.read(path).statement(),
      policyOf({ maxKeyAgeDays: 7 }).statement(),
      policyOf({ maxKeyAgeDays: 7 }).statement(),
      policyOf({ maxKeyAgeDays: 8 }).statement(),
      policyOf('{').statement(),
    ];
    expect(new Set(statements).size).toBe(4);
  });

  describe('that cannot be relied on locks changes and opens nothing', () => {
    function expectRejected(policy: Policy, why: RegExp): void {
      const view = policy.view();
      expect(view).toMatchObject({ state: 'rejected', sessionVaultForbidden: true });
      expect(view.problem).toMatch(why);
      expect(view.problem).toContain(path);
      const locked = permissions.filter((permission) => {
        try {
          policy.authorise(permission);
          return false;
        } catch (error) {
          expect(error).toMatchObject({ code: 'policy-forbids', data: { permission } });
          return true;
        }
      });
      expect(locked).toEqual(
        permissions.filter((one) => !['configs:read', 'audit:read', 'generate'].includes(one)),
      );
      expect(() => policy.checkSessionVault()).toThrow();
      expect(policy.rolesOf('ada')).toBeUndefined();
    }

    it.each<[string, unknown, RegExp]>([
      ['empty', '', /not JSON/],
      ['cut off', '{"roles": {', /not JSON/],
      ['another kind of JSON', [], /does not hold a policy/],
      ['a field nobody knows', { allowProviders: ['openai'] }, /"allowProviders"/],
      ['a provider nobody knows', { allowedProviders: ['skynet'] }, /allowedProviders\.0/],
      ['a role nobody knows', { roles: { ada: ['root'] } }, /roles\.ada\.0/],
      ['an account without roles', { roles: { ada: [] } }, /roles\.ada/],
      ['an age of no days', { maxKeyAgeDays: 0 }, /maxKeyAgeDays/],
      ['a URL for a host', { allowedHosts: ['https://a.example'] }, /without scheme/],
      ['a host with a port', { allowedHosts: ['a.example:443'] }, /without scheme/],
      ['any host under any', { allowedHosts: ['*'] }, /not the name of a host/],
      ['a star inside', { allowedHosts: ['a.*.example'] }, /not the name of a host/],
    ])('%s', (_, content, why) => {
      expectRejected(policyOf(content), why);
    });

    it("somebody else's file", () => {
      policyOf({});
      chownSync(path, somebody, somebody);
      expectRejected(Policy.read(path), /It does not belong to the administrator/);
    });

    it.each([0o664, 0o646, 0o666])('one of mode %o', (mode) => {
      policyOf({});
      chmodSync(path, mode);
      expectRejected(Policy.read(path), /It can be written by others/);
    });

    it.each([0o775, 0o757, 0o777])(
      'one in a folder of mode %o, where it can be replaced',
      (mode) => {
        policyOf({});
        chmodSync(folder, mode);
        expectRejected(Policy.read(path), /The folder .* can be written by others/);
      },
    );

    it("one in somebody else's folder, or in a folder further up", () => {
      policyOf({});
      chownSync(folder, somebody, somebody);
      expectRejected(Policy.read(path), /The folder .* does not belong/);
      mkdirSync(join(folder, 'inner'));
      path = join(folder, 'inner', 'policy.json');
      expectRejected(policyOf({}), /The folder .* does not belong/);
    });

    it('one that a link leads to, out of a folder that others can write', () => {
      const elsewhere = join(folder, 'open');
      mkdirSync(elsewhere);
      chmodSync(elsewhere, 0o777);
      writeFileSync(join(elsewhere, 'policy.json'), '{}');
      symlinkSync(join(elsewhere, 'policy.json'), path);
      expectRejected(Policy.read(path), /The folder .*open can be written by others/);
    });

    it('a folder of that name', () => {
      mkdirSync(path);
      expectRejected(Policy.read(path), /not a file/);
    });
  });
});

describe.skipIf(asRoot || process.platform === 'win32')(
  'without the rights of the administrator',
  () => {
    it('no policy can be made', () => {
      expect(policyOf({ maxKeyAgeDays: 7 }).view().state).toBe('rejected');
    });
  },
);
