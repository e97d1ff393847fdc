import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconPencil, type IconProps, IconTrash } from '@tabler/icons-react';
import { type ComponentType, type ReactNode, useRef } from 'react';
import type { Member } from '#shared/domain/member.ts';
import { useApp } from '../../stores/app.ts';
import { useMembers } from '../../stores/members.ts';
import { useHindrance } from '../../stores/policy.ts';
import { openEditMember, openRemoveMember } from './dialogs.ts';
import classes from './member-actions.module.css';
import { removalProblem } from './member-rules.ts';

/** The button `Actions for NAME` and what it offers; what it does not offer now says why. */
export function MemberActions({ member }: { readonly member: Member }) {
  const button = useRef<HTMLButtonElement>(null);
  const members = useMembers((state) => state.members) ?? [];
  const actingId = useApp((state) => state.info?.actor.id);
  const hindrance = useHindrance('members:manage');

  return (
    <Menu
      position="bottom-end"
      width={240}
      withInitialFocusPlaceholder={false}
      // A dialog that opens next gives the focus back to this button, not to an entry that is gone.
      onClose={() => button.current?.focus()}
    >
      <Menu.Target>
        <ActionIcon
          ref={button}
          variant="subtle"
          color="gray"
          c="dimmed"
          aria-label={`Actions for ${member.name}`}
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Entry icon={IconPencil} hindrance={hindrance} onClick={() => openEditMember(member.id)}>
          Edit
        </Entry>
        <Menu.Divider />
        <Entry
          icon={IconTrash}
          loses
          hindrance={hindrance ?? removalProblem(members, member.id, actingId)}
          onClick={() => openRemoveMember(member.id)}
        >
          Remove
        </Entry>
      </Menu.Dropdown>
    </Menu>
  );
}

function Entry(props: {
  readonly icon: ComponentType<IconProps>;
  /** Whether something is gone afterwards. */
  readonly loses?: boolean;
  readonly hindrance: string | null;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  const { icon: Icon, hindrance } = props;
  const offered = hindrance === null;
  return (
    <Menu.Item
      leftSection={<Icon size={16} aria-hidden="true" />}
      closeMenuOnClick={offered}
      c={
        !offered
          ? 'dimmed'
          : props.loses
            ? 'var(--mantine-color-error)'
            : 'var(--mantine-color-text)'
      }
      // Not `disabled`: the arrow keys are to reach it, so that the reason is read out.
      {...(offered
        ? { onClick: props.onClick }
        : { 'aria-disabled': true, style: { cursor: 'not-allowed' } })}
    >
      {props.children}
      {!offered && <span className={classes.reason}>{hindrance}</span>}
    </Menu.Item>
  );
}
