import type { AuditRecord } from '#shared/domain/audit.ts';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import type { KeyView } from '#shared/domain/key.ts';
import type { Actor, Member, Permission, Role } from '#shared/domain/member.ts';
import type { PolicyView } from '#shared/domain/policy.ts';
import { rolePermissions } from '#shared/domain/rules/permissions.ts';
import type { VaultStatus } from '#shared/domain/vault.ts';
import type { OutputOf } from '#shared/ipc/routes.ts';

/** A key's view: none stored, but for what is given. */
export function exampleKey(given: Partial<KeyView> = {}): KeyView {
  return {
    status: 'absent',
    hint: null,
    fingerprint: null,
    setAt: null,
    setBy: null,
    lastVerifiedAt: null,
    lastUsedAt: null,
    approvedAt: null,
    approvedBy: null,
    sessionOnly: false,
    ...given,
  };
}

/** A configuration that only names what matters to a test. */
export function exampleConfiguration(given: Partial<ConfigurationView> = {}): ConfigurationView {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    revision: 1,
    createdAt: '2026-11-01T08:00:00.000Z',
    updatedAt: '2026-11-01T08:00:00.000Z',
    name: 'Example',
    provider: 'openai',
    model: 'model-1',
    baseUrl: null,
    authentication: 'key',
    allowUnencrypted: false,
    temperature: null,
    topP: null,
    maxOutputTokens: null,
    systemPrompt: null,
    contextLength: null,
    keepAlive: null,
    openaiApi: 'responses',
    headers: {},
    connectTimeoutMs: null,
    firstTokenTimeoutMs: null,
    idleTimeoutMs: null,
    tags: [],
    notes: '',
    key: exampleKey(),
    simulated: false,
    ...given,
  };
}

export function exampleVault(given: Partial<VaultStatus> = {}): VaultStatus {
  return {
    keychain: 'available',
    mode: 'keychain',
    message: 'Keys are kept in the keychain.',
    nextStep: null,
    sessionKeys: 0,
    ...given,
  };
}

/** No policy file, but for what is given. */
export function examplePolicy(given: Partial<PolicyView> = {}): PolicyView {
  return {
    state: 'none',
    path: '/etc/keywell/policy.json',
    problem: null,
    allowedProviders: null,
    allowedHosts: null,
    maxKeyAgeDays: 90,
    maxKeyAgeFixed: false,
    sessionVaultForbidden: false,
    ...given,
  };
}

const everything: Permission[] = [
  'configs:read',
  'configs:write',
  'configs:delete',
  'keys:manage',
  'keys:approve',
  'encryption:rotate',
  'members:manage',
  'audit:read',
  'generate',
];

/** Facts of an app whose acting member may do everything. */
export const exampleInfo: OutputOf<'app.info'> = {
  version: '1.2.3',
  host: 'web',
  hostReason: null,
  dataFolder: '/data',
  logFolder: '/data/logs',
  platform: 'linux',
  actor: { id: 'ada', name: 'ada', roles: ['owner'], permissions: everything },
  recovery: null,
};

/** A member without a passcode, but for what is given. */
export function exampleMember(given: Partial<Member> = {}): Member {
  return {
    id: '00000000-0000-4000-8000-0000000000a1',
    name: 'Ada',
    roles: ['owner'],
    account: null,
    hasPasscode: false,
    rolesFixed: false,
    ...given,
  };
}

/** Somebody who acts in one role. */
export function exampleActor(role: Role, { id, name } = exampleMember()): Actor {
  return { id, name, roles: [role], permissions: [...rolePermissions[role]] };
}

/** Something done to a configuration. */
export function exampleRecord(seq: number, given: Partial<AuditRecord> = {}): AuditRecord {
  return {
    seq,
    time: '2026-11-01T08:00:00.000Z',
    actor: { id: '00000000-0000-4000-8000-0000000000a1', member: 'Ada', account: 'ada' },
    action: 'configuration.updated',
    target: { id: '00000000-0000-4000-8000-000000000001', name: `Configuration ${seq}` },
    outcome: 'done',
    detail: null,
    endedAt: '2026-11-01T08:00:00.100Z',
    ...given,
  };
}
