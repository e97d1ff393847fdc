import { VisuallyHidden } from '@mantine/core';
import { IconCheck, IconLock } from '@tabler/icons-react';
import { useApp } from '../../stores/app.ts';
import { useMembers } from '../../stores/members.ts';
import { rolesInWords } from '../../ui/access-words.ts';
import { actAs } from './act-as.ts';
import classes from './choose-member.module.css';
import { closeTeamDialog } from './dialogs.ts';

/** Every member, each a button that makes it the acting one. */
export function ChooseMember() {
  const members = useMembers((state) => state.members);
  const actingId = useApp((state) => state.info?.actor.id);
  if (members === null) return <p className={classes.patience}>Asking who there is…</p>;
  return (
    <ul className={classes.members}>
      {members.map((member, index) => {
        const acting = member.id === actingId;
        return (
          <li key={member.id}>
            <button
              type="button"
              className={classes.member}
              data-autofocus={index === 0 || undefined}
              onClick={() => (acting ? closeTeamDialog() : actAs(member))}
            >
              <span className={classes.name}>{member.name}</span>
              <span className={classes.roles}>{rolesInWords(member.roles)}</span>
              {acting && (
                <>
                  <IconCheck size={16} aria-hidden="true" />
                  <VisuallyHidden>, acting now</VisuallyHidden>
                </>
              )}
              {!acting && member.hasPasscode && (
                <>
                  <IconLock size={16} aria-hidden="true" />
                  <VisuallyHidden>, asks for a passcode</VisuallyHidden>
                </>
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
