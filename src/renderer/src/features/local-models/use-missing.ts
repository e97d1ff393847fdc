import type { ConfigurationView } from '#shared/domain/configuration.ts';
import type { LocalModelList } from '#shared/domain/local-model.ts';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { fullModelName } from '#shared/domain/rules/local-model-rules.ts';
import { useKnownServer } from '../../stores/local-models.ts';
import { useServer } from './use-server.ts';

/** Made once for each list: a long table asks for every row. */
const fullNames = new WeakMap<LocalModelList, ReadonlySet<string>>();

/**
 * The server of a configuration whose model is not installed there; undefined where it is, and as long as nobody has
 * looked.
 */
export function useMissing(configuration: ConfigurationView): LocalServer | undefined {
  const server = useServer(configuration);
  const { installed } = useKnownServer(server?.address);
  if (server === undefined || installed === null || configuration.model === '') return undefined;
  return namesIn(installed).has(fullModelName(configuration.model)) ? undefined : server;
}

function namesIn(list: LocalModelList): ReadonlySet<string> {
  const known = fullNames.get(list);
  if (known !== undefined) return known;
  const made = new Set(list.models.map(({ name }) => fullModelName(name)));
  fullNames.set(list, made);
  return made;
}
