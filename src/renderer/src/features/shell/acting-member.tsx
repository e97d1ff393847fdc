import { Menu, VisuallyHidden } from '@mantine/core';
import {
  IconCheck,
  IconLock,
  IconUserCircle,
  IconUserQuestion,
  IconUsers,
} from '@tabler/icons-react';
import { useRef } from 'react';
import { navigate } from 'wouter/use-hash-location';
import type { Member } from '#shared/domain/member.ts';
import { useApp } from '../../stores/app.ts';
import { useMembers } from '../../stores/members.ts';
import { rolesInWords } from '../../ui/access-words.ts';
import { announceFailure } from '../../ui/notices.ts';
import { actAs } from '../team/act-as.ts';
import classes from './acting-member.module.css';
import sidebar from './sidebar.module.css';

/** Who acts, and the menu from which somebody else does. */
export function ActingMember() {
  const actor = useApp((state) => state.info?.actor);
  const members = useMembers((state) => state.members);
  const button = useRef<HTMLButtonElement>(null);
  if (actor === undefined) return null;
  const nobody = actor.id === 'nobody';
  const Icon = nobody ? IconUserQuestion : IconUserCircle;
  const words = nobody
    ? 'Nobody acts: choose who does'
    : `Acting as ${actor.name}, ${rolesInWords(actor.roles)}`;

  return (
    <Menu
      position="right-end"
      width={240}
      withInitialFocusPlaceholder={false}
      onOpen={() => useMembers.getState().load().catch(announceFailure)}
      // A dialog that opens next gives the focus back to this button, not to an entry that is gone.
      onClose={() => button.current?.focus()}
    >
      <Menu.Target>
        <button
          ref={button}
          type="button"
          className={sidebar.entry}
          aria-label={words}
          title={words}
          data-attention={nobody || undefined}
        >
          <Icon size={18} stroke={1.7} aria-hidden="true" />
          <span className={sidebar.label}>
            {nobody ? 'Nobody acts' : actor.name}{' '}
            <span className={sidebar.roles}>{nobody ? 'choose' : rolesInWords(actor.roles)}</span>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        <Menu.Label>Act as</Menu.Label>
        {members?.map((member) => (
          <Choice key={member.id} member={member} acting={member.id === actor.id} />
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconUsers size={16} aria-hidden="true" />}
          onClick={() => navigate('/team')}
        >
          Members and roles
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Choice({ member, acting }: { readonly member: Member; readonly acting: boolean }) {
  return (
    <Menu.Item
      classNames={{ itemLabel: classes.label ?? '' }}
      rightSection={<Mark acting={acting} asks={member.hasPasscode} />}
      {...(!acting && { onClick: () => actAs(member) })}
    >
      <span className={classes.name}>{member.name}</span>
      <span className={classes.roles}>{rolesInWords(member.roles)}</span>
    </Menu.Item>
  );
}

function Mark({ acting, asks }: { readonly acting: boolean; readonly asks: boolean }) {
  if (!acting && !asks) return null;
  const Icon = acting ? IconCheck : IconLock;
  return (
    <>
      <Icon size={16} aria-hidden="true" />
      <VisuallyHidden>{acting ? ', acting now' : ', asks for a passcode'}</VisuallyHidden>
    </>
  );
}
