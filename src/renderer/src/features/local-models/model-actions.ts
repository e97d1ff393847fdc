import {
  IconCopy,
  IconInfoCircle,
  IconPlayerPlay,
  IconSparkles,
  IconStack2,
  IconTrash,
} from '@tabler/icons-react';
import type { LocalModel } from '#shared/domain/local-model.ts';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import type { Action } from '../../ui/action.ts';
import { announce, announceFailure } from '../../ui/notices.ts';
import { openKeyDialog } from '../configurations/dialogs.ts';
import { createConfiguration, generateWith, usersOf } from './create-configuration.ts';
import { openModelDialog } from './dialogs.ts';
import { openModelDetails } from './model-details.ts';

/** What can be done with an installed model, in groups. */
export function modelActions(
  server: LocalServer,
  model: LocalModel,
): readonly (readonly Action[])[] {
  const { configurations } = useConfigurations.getState();
  const hasOne = usersOf(configurations, server, model.name).length > 0;
  return [
    [
      {
        label: 'Details',
        icon: IconInfoCircle,
        needs: 'configs:read',
        act: () => openModelDetails(server, model),
      },
    ],
    [
      {
        label: 'Use in Generate',
        icon: IconSparkles,
        // Where there is none yet, one is created.
        needs: hasOne ? 'generate' : 'configs:write',
        act: () => void generateWith(server, model).catch(announceFailure),
      },
      {
        label: 'Create configuration',
        icon: IconStack2,
        needs: 'configs:write',
        act: () => void create(server, model).catch(announceFailure),
      },
    ],
    [
      {
        label: 'Load now',
        icon: IconPlayerPlay,
        needs: 'generate',
        act: () => openModelDialog({ kind: 'load', server, model }),
      },
      {
        label: 'Copy…',
        icon: IconCopy,
        needs: 'configs:write',
        act: () => openModelDialog({ kind: 'copy', server, model }),
      },
    ],
    [
      {
        label: 'Delete',
        icon: IconTrash,
        needs: 'configs:delete',
        loses: true,
        act: () => openModelDialog({ kind: 'delete', server, models: [model] }),
      },
    ],
  ];
}

async function create(server: LocalServer, model: LocalModel): Promise<void> {
  const { id, name, key } = await createConfiguration(server, model);
  announce(`Created ${name}.`);
  // A server that wants a key wants one of every configuration.
  if (key.status === 'absent') openKeyDialog(id);
}
