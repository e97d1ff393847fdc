import type { PolicyView } from '#shared/domain/policy.ts';
import type { AuditLog } from './audit-log.ts';

interface StatedPolicy {
  view(): Pick<PolicyView, 'state'>;
  /** One sentence that differs whenever the policy does. */
  statement(): string;
}

/**
 * Puts the policy on record, unless it is the one that was put on record last: the log itself remembers which that
 * was. No policy is worth an entry only where there was one before. Throws `audit-unavailable`.
 */
export async function notePolicy(auditLog: AuditLog, policy: StatedPolicy): Promise<void> {
  const detail = policy.statement();
  const last = await auditLog.last(['policy.loaded', 'policy.rejected']);
  const { state } = policy.view();
  if (last === null ? state === 'none' : last.detail === detail) return;
  await auditLog.note({
    action: state === 'rejected' ? 'policy.rejected' : 'policy.loaded',
    detail,
  });
}
