import { VisuallyHidden } from '@mantine/core';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { useId } from 'react';
import { permissions, rolePermissions, roles } from '#shared/domain/rules/permissions.ts';
import { permissionWords, roleWords } from '../../ui/access-words.ts';
import classes from './role-table.module.css';
import page from './team-page.module.css';

/** Who may what, to read: from the table that main goes by. */
export function RoleTable() {
  const id = useId();
  return (
    <section aria-labelledby={id} className={page.section}>
      <h2 id={id} className={page.heading}>
        What each role may do
      </h2>
      <p className={page.about}>
        A member with several roles may do what any of them allows. Managing keys never follows from
        editing configurations, nor the reverse.
      </p>
      <table className={classes.table} aria-label="Roles">
        <thead>
          <tr>
            <th scope="col" className={classes.permission}>
              Permission
            </th>
            {roles.map((role) => (
              <th key={role} scope="col">
                {roleWords[role]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissions.map((permission) => (
            <tr key={permission}>
              <th scope="row" className={classes.permission}>
                {permissionWords[permission]}
                <code className={classes.id}>{permission}</code>
              </th>
              {roles.map((role) => (
                <td key={role}>
                  <Mark held={rolePermissions[role].includes(permission)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Mark({ held }: { readonly held: boolean }) {
  const Icon = held ? IconCheck : IconMinus;
  return (
    <>
      <Icon size={16} aria-hidden="true" className={classes.mark} data-held={held || undefined} />
      <VisuallyHidden>{held ? 'Yes' : 'No'}</VisuallyHidden>
    </>
  );
}
