import { IconPlus } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useMembers } from '../../stores/members.ts';
import { announceFailure } from '../../ui/notices.ts';
import { PermittedButton } from '../../ui/permitted-button.tsx';
import { openAddMember } from './dialogs.ts';
import { MembersTable } from './members-table.tsx';
import { PolicyFacts } from './policy-facts.tsx';
import { RoleTable } from './role-table.tsx';
import classes from './team-page.module.css';

/** Who there is, what each may do, and what the machine's policy fixes. */
export function TeamPage() {
  const members = useMembers((state) => state.members);

  useEffect(() => {
    useMembers.getState().load().catch(announceFailure);
  }, []);

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
      {members?.length === 1 && (
        <p className={classes.hint}>
          You are the only one so far. Add a member for everybody who shares this workspace: what
          each does is then on record under their own name.
        </p>
      )}
      <RoleTable />
      <PolicyFacts />
    </>
  );
}

function countWords(members: number): string {
  return members === 1 ? '1 member' : `${members.toLocaleString('en')} members`;
}
