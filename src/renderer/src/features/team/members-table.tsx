import { Button } from '@mantine/core';
import { IconCheck, IconLock, IconShieldLock } from '@tabler/icons-react';
import type { Member } from '#shared/domain/member.ts';
import { useApp } from '../../stores/app.ts';
import { useHindrance } from '../../stores/policy.ts';
import { rolesInWords } from '../../ui/access-words.ts';
import { actAs } from './act-as.ts';
import { openEditMember } from './dialogs.ts';
import { MemberActions } from './member-actions.tsx';
import classes from './members-table.module.css';

/** The table `Members`. */
export function MembersTable({ members }: { readonly members: readonly Member[] }) {
  return (
    <table className={classes.table} aria-label="Members">
      <thead>
        <tr>
          <th scope="col" className={classes.name}>
            Name
          </th>
          <th scope="col">Roles</th>
          <th scope="col" className={classes.account}>
            OS account
          </th>
          <th scope="col" className={classes.passcode}>
            Passcode
          </th>
          <th scope="col" className={classes.acting}>
            <span className={classes.unseen}>Acting</span>
          </th>
          <th scope="col" className={classes.actions}>
            <span className={classes.unseen}>Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <Row key={member.id} member={member} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ member }: { readonly member: Member }) {
  const acting = useApp((state) => state.info?.actor.id === member.id);
  return (
    <tr className={classes.row}>
      <th scope="row" title={member.name}>
        <Name member={member} />
      </th>
      <td className={classes.words}>
        {rolesInWords(member.roles)}
        {member.rolesFixed && (
          <span className={classes.fixed}>
            <IconShieldLock size={14} aria-hidden="true" /> Fixed by policy
          </span>
        )}
      </td>
      <td className={classes.account}>
        {member.account === null ? (
          <span className={classes.muted}>None</span>
        ) : (
          <code className={classes.mono}>{member.account}</code>
        )}
      </td>
      <td className={classes.passcode}>
        {member.hasPasscode ? (
          <span className={classes.mark}>
            <IconLock size={16} aria-hidden="true" /> Yes
          </span>
        ) : (
          <span className={classes.muted}>No</span>
        )}
      </td>
      <td className={classes.acting}>
        {acting ? (
          <span className={classes.mark} data-acting>
            <IconCheck size={16} aria-hidden="true" /> Acting now
          </span>
        ) : (
          <Button size="compact-sm" variant="default" onClick={() => actAs(member)}>
            Act as
          </Button>
        )}
      </td>
      <td className={classes.actions}>
        <MemberActions member={member} />
      </td>
    </tr>
  );
}

/** Opens the member where it may be edited. */
function Name({ member }: { readonly member: Member }) {
  const hindrance = useHindrance('members:manage');
  if (hindrance !== null) return member.name;
  return (
    <button type="button" className={classes.nameButton} onClick={() => openEditMember(member.id)}>
      {member.name}
    </button>
  );
}
