import { ActionIcon, Menu } from '@mantine/core';
import {
  IconCopy,
  IconDots,
  IconKey,
  IconKeyOff,
  IconPencil,
  type IconProps,
  IconShieldCheck,
  IconTargetArrow,
  IconTargetOff,
  IconTrash,
} from '@tabler/icons-react';
import { type ComponentType, type ReactNode, useRef, useState } from 'react';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import type { Permission } from '#shared/domain/member.ts';
import { useCan } from '../../stores/app.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { announce, announceFailure, attempt } from '../../ui/notices.ts';
import {
  openDeleteConfiguration,
  openEditConfiguration,
  openKeyDialog,
  openRemoveKey,
} from './dialogs.ts';
import { hasKey } from './words.ts';

/** The button `Actions for NAME` and what it offers. */
export function RowActions(props: {
  readonly configuration: ConfigurationView;
  /** Whether this one is marked as default. */
  readonly isDefault: boolean;
}) {
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
      width={192}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Entries {...props} />
      </Menu.Dropdown>
    </Menu>
  );
}

function Entries(props: {
  readonly configuration: ConfigurationView;
  readonly isDefault: boolean;
}) {
  const { id, name, key } = props.configuration;
  const { duplicate, setDefault, verifyKey } = useConfigurations.getState();
  const withKey = hasKey(props.configuration);

  async function verify() {
    try {
      const models = await verifyKey(id);
      announce(`The key of ${name} works: the provider lists ${counted(models)}.`);
    } catch (error) {
      announceFailure(error);
    }
  }

  return (
    <>
      <Entry needs="configs:write" icon={IconPencil} onClick={() => openEditConfiguration(id)}>
        Edit
      </Entry>
      <Entry
        needs="configs:write"
        icon={IconCopy}
        onClick={() => attempt(() => duplicate(id), `Duplicated ${name}. The copy has no key.`)}
      >
        Duplicate
      </Entry>
      {props.isDefault ? (
        <Entry
          needs="configs:write"
          icon={IconTargetOff}
          onClick={() =>
            attempt(() => setDefault(null), 'No configuration is marked as default now.')
          }
        >
          Clear default
        </Entry>
      ) : (
        <Entry
          needs="configs:write"
          icon={IconTargetArrow}
          onClick={() => attempt(() => setDefault(id), `${name} is the default.`)}
        >
          Set as default
        </Entry>
      )}
      {key.status !== 'not-required' && (
        <>
          <Menu.Divider />
          <Entry needs="keys:manage" icon={IconKey} onClick={() => openKeyDialog(id)}>
            {withKey ? 'Replace key' : 'Set key'}
          </Entry>
          {withKey && (
            <Entry needs="keys:manage" icon={IconKeyOff} onClick={() => openRemoveKey(id)}>
              Remove key
            </Entry>
          )}
          {key.status === 'stored' && (
            <Entry needs="keys:manage" icon={IconShieldCheck} onClick={verify}>
              Verify key
            </Entry>
          )}
        </>
      )}
      <Menu.Divider />
      <Entry
        needs="configs:delete"
        icon={IconTrash}
        loses
        onClick={() => openDeleteConfiguration(id)}
      >
        Delete
      </Entry>
    </>
  );
}

function Entry(props: {
  readonly needs: Permission;
  readonly icon: ComponentType<IconProps>;
  /** Whether something is gone afterwards. */
  readonly loses?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  const allowed = useCan(props.needs);
  const Icon = props.icon;
  return (
    <Menu.Item
      leftSection={<Icon size={16} aria-hidden="true" />}
      disabled={!allowed}
      title={allowed ? undefined : `This needs the permission ${props.needs}.`}
      c={props.loses ? 'var(--mantine-color-error)' : 'var(--mantine-color-text)'}
      onClick={props.onClick}
    >
      {props.children}
    </Menu.Item>
  );
}

function counted(models: number): string {
  return models === 1 ? '1 model' : `${models.toLocaleString('en')} models`;
}
