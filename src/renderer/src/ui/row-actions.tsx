import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconLock } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useHindrance } from '../stores/policy.ts';
import type { Action } from './action.ts';
import classes from './row-actions.module.css';

interface Props {
  /** What the row is about. */
  readonly name: string;
  /** What is offered, a line between groups. Asked for when the menu opens: a table has many rows. */
  readonly groups: () => readonly (readonly Action[])[];
}

/** The button `Actions for NAME` and what it offers. */
export function RowActions({ name, groups }: Props) {
  // A menu is dear to draw and a table has many rows: until it is first asked for there is its button only.
  const [menu, setMenu] = useState<'not-drawn' | 'open' | 'closed'>('not-drawn');
  const button = useRef<HTMLButtonElement>(null);
  const target = (
    <ActionIcon
      ref={button}
      variant="subtle"
      color="gray"
      c="dimmed"
      aria-label={`Actions for ${name}`}
      aria-haspopup="menu"
      aria-expanded={menu === 'open'}
      {...(menu === 'not-drawn' ? { onClick: () => setMenu('open') } : {})}
    >
      <IconDots size={18} />
    </ActionIcon>
  );
  if (menu === 'not-drawn') return target;

  function change(opened: boolean) {
    setMenu(opened ? 'open' : 'closed');
    // A dialog that opens next gives the focus back to this button, not to an entry that is gone.
    if (!opened) button.current?.focus();
  }

  return (
    <Menu
      opened={menu === 'open'}
      onChange={change}
      position="bottom-end"
      width={216}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Entries groups={groups} />
      </Menu.Dropdown>
    </Menu>
  );
}

function Entries({ groups }: Pick<Props, 'groups'>) {
  return groups()
    .filter((group) => group.length > 0)
    .map((group, index) => (
      <div key={group[0]?.label}>
        {index > 0 && <Menu.Divider />}
        {group.map((action) => (
          <Entry key={action.label} action={action} />
        ))}
      </div>
    ));
}

/** Where a permission is missing the entry can still be reached, and says so. */
function Entry({ action }: { readonly action: Action }) {
  const hindrance = useHindrance(action.needs);
  const { label, icon: Icon } = action;
  if (hindrance !== null) {
    return (
      <Menu.Item
        className={classes.hindered}
        leftSection={<Icon size={16} aria-hidden="true" />}
        rightSection={<IconLock size={14} aria-hidden="true" />}
        closeMenuOnClick={false}
        aria-disabled="true"
        aria-description={hindrance}
        title={hindrance}
      >
        {label}
        <span className={classes.missing} aria-hidden="true">
          needs {action.needs}
        </span>
      </Menu.Item>
    );
  }
  return (
    <Menu.Item
      leftSection={<Icon size={16} aria-hidden="true" />}
      c={action.loses ? 'var(--mantine-color-error)' : 'var(--mantine-color-text)'}
      onClick={action.act}
    >
      {label}
    </Menu.Item>
  );
}
