import type { Permission } from '#shared/domain/member.ts';
import type { ErrorShape } from '#shared/errors.ts';

/** What a person can do about a failed run. */
export type NextStep =
  | 'set-key'
  | 'replace-key'
  | 'edit-configuration'
  | 'new-configuration'
  | 'open-settings'
  | 'try-again';

/** What the acting member must hold for a step; the rest need nothing beyond `generate`. */
export const permissionFor: Readonly<Partial<Record<NextStep, Permission>>> = {
  'set-key': 'keys:manage',
  'replace-key': 'keys:manage',
  'edit-configuration': 'configs:write',
  'new-configuration': 'configs:write',
};

/** The steps that can help, the likeliest first. */
export function nextSteps({ code }: Pick<ErrorShape, 'code'>): readonly NextStep[] {
  switch (code) {
    case 'key-absent':
      return ['set-key'];
    case 'key-rejected':
    case 'key-needs-reentry':
      return ['replace-key', 'try-again'];
    case 'keychain-locked':
    case 'keychain-no-service':
    case 'keychain-access-denied':
    case 'keychain-not-supported':
      return ['open-settings', 'try-again'];
    case 'no-configuration':
      return ['new-configuration'];
    case 'model-unknown':
    case 'context-too-long':
    case 'parameter-not-supported':
    case 'request-rejected':
    case 'redirected':
      return ['edit-configuration', 'try-again'];
    case 'unreachable':
    case 'certificate':
    case 'timeout-connect':
      return ['try-again', 'edit-configuration'];
    case 'quota-exceeded':
    case 'content-blocked':
    case 'forbidden':
      return [];
    default:
      return ['try-again'];
  }
}
