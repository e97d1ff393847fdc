import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconLock } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { useHindrance } from '../../stores/policy.ts';
import { type ConfigurationAction, keyActions, recordActions } from './configuration-actions.ts';
import classes from './configurations-table.module.css';

interface Props {
  readonly configuration: ConfigurationView;
  /** Whether this one is marked as default. */
  readonly isDefault: boolean;
}

/** The button `Actions for NAME` and what it offers. */
export function RowActions(props: Props) {
  // A menu is dear to draw and a table has many rows: until it is first asked for there is its button only.
  const [menu, setMenu] = useState<'not-drawn' | 'open' | 'closed'>('not-drawn');
  const button = useRef<HTMLButtonElement>(null);
  const target = (
    <ActionIcon
      ref={button}
      variant="subtle"
      color="gray"
      c="dimmed"
      aria-label={`Actions for ${props.configuration.name}`}
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
        <Entries {...props} />
      </Menu.Dropdown>
    </Menu>
  );
}

function Entries({ configuration, isDefault }: Props) {
  const record = recordActions(configuration, isDefault);
  const key = keyActions(configuration);
  const groups = [record.filter((one) => !one.loses), key, record.filter((one) => one.loses)];
  return groups
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
function Entry({ action }: { readonly action: ConfigurationAction }) {
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
