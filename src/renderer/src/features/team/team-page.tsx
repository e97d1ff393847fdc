import { IconLockOpen, IconPlus } from '@tabler/icons-react';
import { useEffect, useId } from 'react';
import type { Member } from '#shared/domain/member.ts';
import { useMembers } from '../../stores/members.ts';
import { usePolicy } from '../../stores/policy.ts';
import { announceFailure } from '../../ui/notices.ts';
import { PermittedButton } from '../../ui/permitted-button.tsx';
import { PolicyFacts } from '../../ui/policy-facts.tsx';
import { openAddMember } from './dialogs.ts';
import { MembersTable } from './members-table.tsx';
import { RoleTable } from './role-table.tsx';
import classes from './team-page.module.css';

/** Who there is, what each may do, and what the machine's policy fixes. */
export function TeamPage() {
  const members = useMembers((state) => state.members);
  const policy = usePolicy((state) => state.policy);
  const policyId = useId();

  const unknown = members === null;
  useEffect(() => {
    if (unknown) useMembers.getState().load().catch(announceFailure);
  }, [unknown]);

  return (
    <>
      <div className={classes.toolbar}>
        <span className={classes.count} role="status">
          {members !== null && countWords(members.length)}
        </span>
        <PermittedButton
          needs="members:manage"
          leftSection={<IconPlus size={16} />}
          onClick={openAddMember}
        >
          Add member
        </PermittedButton>
      </div>
      {members !== null && <MembersTable members={members} />}
      {members !== null && <Hint members={members} />}
      <RoleTable />
      {policy !== null && (
        <section aria-labelledby={policyId} className={classes.section}>
          <h2 id={policyId} className={classes.heading}>
            Policy of this machine
          </h2>
          <div className={classes.policy}>
            <PolicyFacts policy={policy} />
          </div>
        </section>
      )}
    </>
  );
}

/** What to do next, where something is left to do. */
function Hint({ members }: { readonly members: readonly Member[] }) {
  const open = members.find(({ roles, hasPasscode }) => roles.includes('owner') && !hasPasscode);
  if (members.length === 1) {
    return (
      <p className={classes.hint}>
        You are the only one so far. Add a member for everybody who shares this workspace: what each
        does is then on record under their own name.
      </p>
    );
  }
  if (open === undefined) return null;
  return (
    <p className={classes.hint} data-attention>
      <IconLockOpen size={16} aria-hidden="true" />
      {open.name} is an Owner without a passcode, so anybody at this machine can act as one. Edit{' '}
      {open.name} and set a passcode to keep the roles apart.
    </p>
  );
}

function countWords(members: number): string {
  return members === 1 ? '1 member' : `${members.toLocaleString('en')} members`;
}
