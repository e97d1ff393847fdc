import {
  IconCopy,
  IconKey,
  IconKeyOff,
  IconPencil,
  IconPlugConnected,
  IconRosetteDiscountCheck,
  IconShieldCheck,
  IconTargetArrow,
  IconTargetOff,
  IconTrash,
} from '@tabler/icons-react';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import type { Action } from '../../ui/action.ts';
import { announce, announceFailure, attempt } from '../../ui/notices.ts';
import {
  openConnectionTest,
  openDeleteConfiguration,
  openEditConfiguration,
  openKeyDialog,
  openRemoveKey,
} from './dialogs.ts';
import { hasKey } from './words.ts';

/** What can be done with the record itself, and last what ends it. */
export function recordActions(
  { id, name }: ConfigurationView,
  isDefault: boolean,
): readonly Action[] {
  const { duplicate, setDefault } = useConfigurations.getState();
  return [
    {
      label: 'Edit',
      icon: IconPencil,
      needs: 'configs:write',
      act: () => openEditConfiguration(id),
    },
    {
      label: 'Duplicate',
      icon: IconCopy,
      needs: 'configs:write',
      act: () => attempt(() => duplicate(id), `Duplicated ${name}. The copy has no key.`),
    },
    isDefault
      ? {
          label: 'Clear default',
          icon: IconTargetOff,
          needs: 'configs:write',
          act: () => attempt(() => setDefault(null), 'No configuration is marked as default now.'),
        }
      : {
          label: 'Set as default',
          icon: IconTargetArrow,
          needs: 'configs:write',
          act: () => attempt(() => setDefault(id), `${name} is the default.`),
        },
    {
      label: 'Test connection',
      icon: IconPlugConnected,
      needs: 'generate',
      act: () => openConnectionTest(id),
    },
    {
      label: 'Delete',
      icon: IconTrash,
      needs: 'configs:delete',
      loses: true,
      act: () => openDeleteConfiguration(id),
    },
  ];
}

/** What can be done with the key as it is now. */
export function keyActions(configuration: ConfigurationView): readonly Action[] {
  const { id, name, key } = configuration;
  const { approveKey } = useConfigurations.getState();
  if (key.status === 'not-required') return [];
  const actions: Action[] = [
    {
      label: hasKey(configuration) ? 'Replace key' : 'Set key',
      icon: IconKey,
      needs: 'keys:manage',
      act: () => openKeyDialog(id),
    },
  ];
  if (key.status === 'stored') {
    actions.push({
      label: 'Verify key',
      icon: IconShieldCheck,
      needs: 'keys:manage',
      act: () => verify(configuration),
    });
  }
  const { fingerprint } = key;
  if (key.status === 'stored' && fingerprint !== null && key.approvedAt === null) {
    actions.push({
      label: 'Approve key',
      icon: IconRosetteDiscountCheck,
      needs: 'keys:approve',
      act: () => attempt(() => approveKey(id, fingerprint), `The key of ${name} is approved.`),
    });
  }
  if (hasKey(configuration)) {
    actions.push({
      label: 'Remove key',
      icon: IconKeyOff,
      needs: 'keys:manage',
      loses: true,
      act: () => openRemoveKey(id),
    });
  }
  return actions;
}

async function verify({ id, name }: ConfigurationView): Promise<void> {
  try {
    const models = await useConfigurations.getState().verifyKey(id);
    announce(`The key of ${name} works: the provider lists ${counted(models)}.`);
  } catch (error) {
    announceFailure(error);
  }
}

function counted(models: number): string {
  return models === 1 ? '1 model' : `${models.toLocaleString('en')} models`;
}

/** All of it, in groups: the record, the key, and what loses something. */
export function actionGroups(
  configuration: ConfigurationView,
  isDefault: boolean,
): readonly (readonly Action[])[] {
  const record = recordActions(configuration, isDefault);
  return [
    record.filter((one) => !one.loses),
    keyActions(configuration),
    record.filter((one) => one.loses),
  ];
}
