import type { ConfigurationView } from '#shared/domain/configuration.ts';
import type { LocalModel } from '#shared/domain/local-model.ts';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { fullModelName, suggestedContextLength } from '#shared/domain/rules/local-model-rules.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { toGenerate } from '../generate/to-generate.ts';
import { ollamaConfiguration } from './ollama-configuration.ts';

/** The configurations whose runs need `model`, in order of creation. */
export function usersOf(
  configurations: readonly ConfigurationView[],
  server: LocalServer,
  model: string,
): readonly ConfigurationView[] {
  const wanted = fullModelName(model);
  return configurations.filter(
    (one) => server.configurationIds.includes(one.id) && fullModelName(one.model) === wanted,
  );
}

/** Creates a configuration of `model`, that reaches the server as those do that are there. */
export function createConfiguration(
  server: LocalServer,
  model: LocalModel,
): Promise<ConfigurationView> {
  const { configurations, create } = useConfigurations.getState();
  const taken = configurations.map(({ name }) => name);
  const context = suggestedContextLength(model);
  const fields = ollamaConfiguration(model.name, server.baseUrl, taken, context);
  const like = configurations.find(({ id }) => id === server.address.configurationId);
  return create(
    like === undefined
      ? fields
      : {
          ...fields,
          baseUrl: like.baseUrl,
          authentication: like.authentication,
          allowUnencrypted: like.allowUnencrypted,
          headers: like.headers,
        },
  );
}

/** Shows Generate with a configuration of `model`: the first there is, or a new one. */
export async function generateWith(server: LocalServer, model: LocalModel): Promise<void> {
  const { configurations } = useConfigurations.getState();
  const [found] = usersOf(configurations, server, model.name);
  const { id } = found ?? (await createConfiguration(server, model));
  toGenerate(id);
}
