import { Checkbox } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { type Role, rolePermissions, roles } from '#shared/domain/rules/permissions.ts';
import { usePolicy } from '../../stores/policy.ts';
import { permissionsInWords, roleWords } from '../../ui/access-words.ts';
import classes from './member-form.module.css';

/** The roles, each with what it lets a member do. */
export function RolesField(props: {
  readonly value: readonly Role[];
  readonly onChange: (roles: readonly Role[]) => void;
  readonly error: string | undefined;
  /** Whether the policy file fixes them. */
  readonly fixed: boolean;
  /** Whether nobody else is an Owner. */
  readonly lastOwner: boolean;
}) {
  const { value, onChange, error, fixed, lastOwner } = props;
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>Roles</legend>
      {error !== undefined && (
        <p role="alert" className={classes.problem}>
          {error}
        </p>
      )}
      {fixed && <FixedNote />}
      {roles.map((role) => {
        const kept = role === 'owner' && lastOwner && !fixed;
        return (
          <Checkbox
            key={role}
            className={classes.role}
            label={roleWords[role]}
            description={
              kept
                ? 'The last Owner keeps this role. Make somebody else an Owner first.'
                : roleDescription(role)
            }
            checked={value.includes(role)}
            disabled={fixed || kept}
            aria-invalid={error !== undefined}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked
                  ? [...value, role]
                  : value.filter((held) => held !== role),
              )
            }
          />
        );
      })}
    </fieldset>
  );
}

function FixedNote() {
  const path = usePolicy(({ policy }) => policy?.path);
  return (
    <p className={classes.note}>
      <IconLock size={16} aria-hidden="true" />
      Fixed by the policy file of this machine{path !== undefined && `, ${path}`}. Only its
      administrator can change them.
    </p>
  );
}

function roleDescription(role: Role): string {
  return role === 'owner' ? 'Everything' : permissionsInWords(rolePermissions[role]);
}
