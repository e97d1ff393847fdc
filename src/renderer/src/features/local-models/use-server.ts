import { useEffect } from 'react';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useLocalModels } from '../../stores/local-models.ts';
import { serverOf, useLocalServers } from '../../stores/local-servers.ts';

/** The Ollama server that a configuration's runs go to; undefined while that is not known, and for all others. */
export function useServer(configuration: ConfigurationView | undefined): LocalServer | undefined {
  const ollama = configuration?.provider === 'ollama';
  useEffect(() => {
    if (ollama) knowServers();
  }, [ollama]);
  return useLocalServers(({ servers }) =>
    ollama ? serverOf(servers, configuration.id) : undefined,
  );
}

/**
 * Looks once at what is installed where these configurations lead, since somebody has come to see them. Only on this
 * machine, and only where no key is needed: nothing goes over the network, or reads a key, that nobody asked for.
 */
export function useLook(configurations: readonly ConfigurationView[]): void {
  const servers = useLocalServers((state) => state.servers);
  const ids = new Set(
    configurations.filter(({ provider }) => provider === 'ollama').map(({ id }) => id),
  );
  const any = ids.size > 0;
  useEffect(() => {
    if (any) knowServers();
  }, [any]);

  const near = servers?.filter(
    (server) => isNear(server) && server.configurationIds.some((id) => ids.has(id)),
  );
  const places = near?.map(({ baseUrl }) => baseUrl).join(' ') ?? '';
  useEffect(() => {
    for (const place of places.split(' ')) {
      const { servers } = useLocalServers.getState();
      const server = servers?.find(({ baseUrl }) => baseUrl === place);
      if (server !== undefined) void useLocalModels.getState().look(server.address);
    }
  }, [places]);
}

function isNear({ onThisMachine, simulated, address }: LocalServer): boolean {
  if (!onThisMachine || simulated) return false;
  const { configurations } = useConfigurations.getState();
  const asked = configurations.find(({ id }) => id === address.configurationId);
  return asked === undefined || asked.authentication === 'none';
}

function knowServers(): void {
  const { servers, load } = useLocalServers.getState();
  // Where it cannot be had, nothing is said of it.
  if (servers === null) load().catch(() => undefined);
}
