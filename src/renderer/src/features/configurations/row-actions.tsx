import { ActionIcon, Menu } from '@mantine/core';
import {
  IconCopy,
  IconDots,
  IconKey,
  IconKeyOff,
  IconPencil,
  IconShieldCheck,
  IconTargetArrow,
  IconTargetOff,
  IconTrash,
} from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
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
  const { id, name, key } = props.configuration;
  const { duplicate, setDefault, verifyKey } = useConfigurations.getState();
  const button = useRef<HTMLButtonElement>(null);
  const withKey = hasKey(props.configuration);

  /** A dialog gives the focus back to where it came from: not to an entry of a menu that is gone. */
  const opening = (open: (id: string) => void) => () => {
    button.current?.focus();
    open(id);
  };

  async function verify() {
    try {
      const models = await verifyKey(id);
      announce(`The key of ${name} works: the provider lists ${counted(models)}.`);
    } catch (error) {
      announceFailure(error);
    }
  }

  return (
    <Menu position="bottom-end" width={192} returnFocus>
      <Menu.Target>
        <ActionIcon
          ref={button}
          variant="subtle"
          color="gray"
          c="dimmed"
          aria-label={`Actions for ${name}`}
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Entry needs="configs:write" icon={<IconPencil />} onClick={opening(openEditConfiguration)}>
          Edit
        </Entry>
        <Entry
          needs="configs:write"
          icon={<IconCopy />}
          onClick={() => attempt(() => duplicate(id), `Duplicated ${name}. The copy has no key.`)}
        >
          Duplicate
        </Entry>
        {props.isDefault ? (
          <Entry
            needs="configs:write"
            icon={<IconTargetOff />}
            onClick={() =>
              attempt(() => setDefault(null), 'No configuration is marked as default now.')
            }
          >
            Clear default
          </Entry>
        ) : (
          <Entry
            needs="configs:write"
            icon={<IconTargetArrow />}
            onClick={() => attempt(() => setDefault(id), `${name} is the default.`)}
          >
            Set as default
          </Entry>
        )}
        {key.status !== 'not-required' && (
          <>
            <Menu.Divider />
            <Entry needs="keys:manage" icon={<IconKey />} onClick={opening(openKeyDialog)}>
              {withKey ? 'Replace key' : 'Set key'}
            </Entry>
            {withKey && (
              <Entry needs="keys:manage" icon={<IconKeyOff />} onClick={opening(openRemoveKey)}>
                Remove key
              </Entry>
            )}
            {key.status === 'stored' && (
              <Entry needs="keys:manage" icon={<IconShieldCheck />} onClick={verify}>
                Verify key
              </Entry>
            )}
          </>
        )}
        <Menu.Divider />
        <Entry
          needs="configs:delete"
          icon={<IconTrash />}
          color="red"
          onClick={opening(openDeleteConfiguration)}
        >
          Delete
        </Entry>
      </Menu.Dropdown>
    </Menu>
  );
}

function Entry(props: {
  readonly needs: Permission;
  readonly icon: ReactNode;
  readonly color?: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  const allowed = useCan(props.needs);
  return (
    <Menu.Item
      leftSection={props.icon}
      disabled={!allowed}
      title={allowed ? undefined : `This needs the permission ${props.needs}.`}
      onClick={props.onClick}
      {...(props.color === undefined ? {} : { color: props.color })}
    >
      {props.children}
    </Menu.Item>
  );
}

function counted(models: number): string {
  return models === 1 ? '1 model' : `${models.toLocaleString('en')} models`;
}
