import type { Configuration } from '#shared/domain/configuration.ts';
import { systemClock } from '../../generation/clock.ts';
import { OllamaApi } from '../../providers/ollama-api.ts';
import { LocalServers } from '../servers.ts';

type Dependencies = ConstructorParameters<typeof LocalServers>[0];

/** The servers that `OLLAMA_HOST` and some configurations lead to, reached as they are in earnest. */
export function localServers(
  ollamaUrl: string,
  configurations: readonly Configuration[] = [],
  more: Partial<Dependencies> & { readonly clock?: typeof systemClock } = {},
): LocalServers {
  const { clock = systemClock, ...others } = more;
  const nothingSimulated = () => Promise.reject(new Error('Nothing is simulated here.'));
  return new LocalServers({
    ollamaUrl,
    configurations: () => configurations,
    holdsKey: () => false,
    readKey: async () => null,
    checkDestination: () => undefined,
    loadApi: async () => new OllamaApi(nothingSimulated, clock),
    ...others,
  });
}
