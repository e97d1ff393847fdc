import { randomBytes } from 'node:crypto';
import { type Role, rolePermissions } from '#shared/domain/member.ts';
import { Access } from './access/access.ts';
import { Policy } from './access/policy.ts';
import { composeAuditLog } from './compose-access.ts';
import type { Machine } from './machine.ts';
import type { RecoveryParts } from './recovery/recovery-core.ts';

type Given = Pick<RecoveryParts, 'facts' | 'backups' | 'faultFinding' | 'onUnexpected'>;

/** What is needed where the registry cannot be read. */
export function composeRecovery(machine: Machine, given: Given): RecoveryParts {
  const policy = Policy.read(machine.policyPath);
  const { dataFolder } = given.facts;
  return {
    ...given,
    access: new Access({ acting: () => personOf(machine.account, policy) }, policy),
    async record(workspaceId, actor, statement, act) {
      const auditLog = composeAuditLog({ machine, dataFolder, workspaceId });
      try {
        return await auditLog.audited(actor, statement, act);
      } finally {
        await auditLog.close();
      }
    },
    now: machine.now,
    newSalt: () => randomBytes(32).toString('hex'),
  };
}

/** The person of the operating system's account: the Owner, as on a first start, unless policy says otherwise. */
function personOf(account: string, policy: Policy) {
  const roles: readonly Role[] = policy.rolesOf(account) ?? ['owner'];
  const permissions = new Set(roles.flatMap((role) => rolePermissions[role]));
  return { id: 'account', name: account, roles: [...roles], permissions: [...permissions] };
}
