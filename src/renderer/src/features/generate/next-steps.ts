import type { Permission } from '#shared/domain/member.ts';
import type { ErrorShape, KnownErrorCode } from '#shared/errors.ts';

/** What a person can do about a failure. */
export type NextStep =
  | 'set-key'
  | 'replace-key'
  | 'edit-configuration'
  | 'test-connection'
  | 'new-configuration'
  | 'open-settings'
  | 'edit-prompt'
  | 'try-again';

/** What the acting member must hold for a step; the rest need nothing beyond `generate`. */
export const permissionFor: Readonly<Partial<Record<NextStep, Permission>>> = {
  'set-key': 'keys:manage',
  'replace-key': 'keys:manage',
  'edit-configuration': 'configs:write',
  'new-configuration': 'configs:write',
};

/** For every code, so that a new one does not compile before somebody has thought of it. The likeliest help is first. */
const steps: Readonly<Record<KnownErrorCode, readonly NextStep[]>> = {
  'key-absent': ['set-key', 'edit-configuration'],
  'key-exists': ['replace-key'],
  'key-malformed': ['replace-key'],
  'key-rejected': ['replace-key', 'try-again'],
  'key-needs-reentry': ['replace-key', 'try-again'],
  'key-not-checkable': ['test-connection'],
  'keychain-locked': ['open-settings', 'try-again'],
  'keychain-no-service': ['open-settings', 'try-again'],
  'keychain-access-denied': ['open-settings', 'try-again'],
  'keychain-not-supported': ['open-settings', 'try-again'],
  'keychain-write-failed': ['open-settings', 'try-again'],
  'encryption-key-malformed': ['open-settings'],
  'encryption-key-absent': ['open-settings'],
  'encryption-key-from-environment': ['open-settings'],
  'no-configuration': ['new-configuration'],
  'model-unknown': ['edit-configuration', 'try-again'],
  'parameter-not-supported': ['edit-configuration', 'try-again'],
  'request-rejected': ['edit-configuration', 'try-again'],
  'invalid-input': ['edit-prompt', 'edit-configuration'],
  'context-too-long': ['edit-prompt', 'edit-configuration'],
  'content-blocked': ['edit-prompt'],
  redirected: ['edit-configuration', 'test-connection'],
  'answer-malformed': ['test-connection', 'edit-configuration', 'try-again'],
  unreachable: ['try-again', 'test-connection', 'edit-configuration'],
  certificate: ['test-connection', 'edit-configuration', 'try-again'],
  'timeout-connect': ['try-again', 'test-connection', 'edit-configuration'],
  'timeout-first-token': ['try-again', 'edit-configuration'],
  'timeout-idle': ['try-again', 'edit-configuration'],
  'stream-broken': ['try-again'],
  'rate-limited': ['try-again'],
  overloaded: ['try-again'],
  'provider-failed': ['try-again'],
  'quota-exceeded': ['try-again', 'replace-key'],
  'policy-forbids': ['edit-configuration'],
  conflict: ['try-again'],
  internal: ['try-again'],
  'storage-failed': ['try-again'],
  'audit-unavailable': ['try-again'],
  'name-taken': ['edit-configuration'],
  // Nothing in the window helps: the sentence says what does.
  forbidden: [],
  'not-found': [],
  'unknown-route': [],
  'registry-damaged': [],
  'data-folder-in-use': [],
  'port-not-free': [],
  'desktop-only': [],
  'shortcut-refused': [],
  'folder-not-opened': [],
  'passcode-wrong': [],
  'passcode-wait': [],
  closing: [],
};

/** The steps that can help. */
export function nextSteps({ code }: Pick<ErrorShape, 'code'>): readonly NextStep[] {
  return isKnown(code) ? steps[code] : ['try-again'];
}

function isKnown(code: string): code is KnownErrorCode {
  return Object.hasOwn(steps, code);
}
