import { IconCpu, IconDownload } from '@tabler/icons-react';
import type { LocalModel } from '#shared/domain/local-model.ts';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { serverKey, useLocalModels } from '../../stores/local-models.ts';
import { useLocalServers } from '../../stores/local-servers.ts';
import { hindranceNow } from '../../stores/policy.ts';
import { usePulls } from '../../stores/pulls.ts';
import { announce } from '../../ui/notices.ts';
import { generateWith, usersOf } from '../local-models/create-configuration.ts';
import type { Command } from './command.ts';
import { matchScore } from './fuzzy.ts';

/** Local models that answer `query`, of servers that somebody has looked at since the start, best first. */
export function matchingModels(
  query: string,
): readonly { readonly command: Command; readonly score: number }[] {
  const { known } = useLocalModels.getState();
  return (useLocalServers.getState().servers ?? []).flatMap((server) =>
    (known[serverKey(server.address)]?.installed?.models ?? []).flatMap((model) => {
      const score = matchScore(query, `use ${model.name} in generate`.toLowerCase());
      return score === null || !mayUse(server, model)
        ? []
        : [{ command: modelCommand(server, model), score }];
    }),
  );
}

/** What `pull NAME` asks for, on this machine; null where it does not, or may not. */
export function pullCommand(query: string): Command | null {
  const name = /^(?:ollama )?pull (\S+)$/.exec(query)?.[1];
  if (name === undefined || hindranceNow('configs:write') !== null) return null;
  return {
    id: `pull:${name}`,
    group: 'Models',
    title: `Pull ${name}`,
    detail: 'This machine',
    icon: IconDownload,
    act: async () => {
      await usePulls.getState().pull({ configurationId: null }, name, false);
      announce(`Pulling ${name}.`);
    },
  };
}

function modelCommand(server: LocalServer, model: LocalModel): Command {
  return {
    id: `use:${server.baseUrl}:${model.name}`,
    group: 'Models',
    title: `Use ${model.name} in Generate`,
    detail: server.onThisMachine ? 'This machine' : server.baseUrl,
    simulated: server.simulated,
    icon: IconCpu,
    act: () => generateWith(server, model),
  };
}

/** Where there is no configuration of it yet, one is created. */
function mayUse(server: LocalServer, { name }: LocalModel): boolean {
  const { configurations } = useConfigurations.getState();
  const hasOne = usersOf(configurations, server, name).length > 0;
  return hindranceNow(hasOne ? 'generate' : 'configs:write') === null;
}
