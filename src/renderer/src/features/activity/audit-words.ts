import {
  IconAlertCircle,
  IconBan,
  IconCheck,
  IconHourglassHigh,
  IconPoint,
  type IconProps,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { AuditAction, AuditRecord } from '#shared/domain/audit.ts';

const keys = {
  'key.set': 'Set key',
  'key.replaced': 'Replace key',
  'key.removed': 'Remove key',
  'key.verified': 'Verify key',
  'key.verification-failed': 'Key verification failed',
  'key.approved': 'Approve key',
  'key.re-entry-needed': 'Key needs re-entry',
  'encryption-key.created': 'Create encryption key',
  'encryption-key.rotated': 'Rotate encryption key',
  'encryption-key.changed-outside': 'Encryption key changed outside Keywell',
  'vault.mode-changed': 'Change where keys are kept',
} as const;

const configurations = {
  'configuration.created': 'Create configuration',
  'configuration.updated': 'Edit configuration',
  'configuration.deleted': 'Delete configuration',
  'default.set': 'Set default',
  'default.cleared': 'Clear default',
  'configurations.exported': 'Export configurations',
  'configurations.imported': 'Import configurations',
  'registry.restored': 'Restore registry',
} as const;

const members = {
  'member.added': 'Add member',
  'member.updated': 'Edit member',
  'member.removed': 'Remove member',
  'member.passcode-changed': 'Change passcode',
  'member.acting': 'Act as',
  'member.acting-refused': 'Act as, refused',
  'policy.loaded': 'Policy loaded',
  'policy.rejected': 'Policy rejected',
  denied: 'Attempt denied',
} as const;

const log = {
  'log.exported': 'Export audit log',
  'log.repaired': 'Audit log repaired',
} as const;

/** What each action is called, in the words of the buttons that cause it. */
export const actionWords: Readonly<Record<AuditAction, string>> = {
  ...keys,
  ...configurations,
  ...members,
  ...log,
};

/** The actions to choose from, by what they concern. */
export const actionOptions = [
  { group: 'Keys', items: options(keys) },
  { group: 'Configurations', items: options(configurations) },
  { group: 'Members and policy', items: options(members) },
  { group: 'Audit log', items: options(log) },
];

/** How each outcome is shown: an icon, a word, and what it means. */
export const outcomes: Readonly<
  Record<
    AuditRecord['outcome'],
    { readonly icon: ComponentType<IconProps>; readonly word: string; readonly means: string }
  >
> = {
  done: { icon: IconCheck, word: 'Done', means: 'It was carried out.' },
  failed: { icon: IconAlertCircle, word: 'Failed', means: 'It was tried and failed.' },
  denied: { icon: IconBan, word: 'Denied', means: 'It was not allowed, and not carried out.' },
  noted: { icon: IconPoint, word: 'Noted', means: 'Keywell noticed it.' },
  begun: {
    icon: IconHourglassHigh,
    word: 'Begun',
    means: 'No end is on record: it is still under way, or Keywell stopped before it ended.',
  },
};

function options(words: Readonly<Partial<Record<AuditAction, string>>>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}
