import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { Permission } from '#shared/domain/member.ts';
import { useApp } from '../stores/app.ts';
import { rolesInWords, rolesWith } from './access-words.ts';
import { EmptyState } from './empty-state.tsx';

/** Stands in the place of what the acting member may not see: which permission is missing, and who has it. */
export function NeedsPermission(props: {
  readonly permission: Permission;
  /** What cannot be seen: `The audit log`. */
  readonly what: string;
  readonly onActAs: () => void;
}) {
  const { permission, what, onActAs } = props;
  const actor = useApp((state) => state.info?.actor);
  if (actor === undefined) return null;
  return (
    <EmptyState
      icon={IconLock}
      title={`${what} needs the permission ${permission}`}
      action={
        <Button variant="default" onClick={onActAs}>
          Act as somebody else
        </Button>
      }
    >
      {actor.roles.length === 0
        ? 'Nobody acts now.'
        : `${actor.name} (${rolesInWords(actor.roles)}) does not have it.`}{' '}
      It goes with the role {rolesWith(permission)}. Act as a member with such a role, or ask an
      Owner for one.
    </EmptyState>
  );
}
