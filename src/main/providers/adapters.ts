import { type ProviderId, providerFacts } from '#shared/domain/rules/providers.ts';
import { AppError } from '#shared/errors.ts';
import type { ProviderAdapter } from './adapter.ts';
import { suggestingModels } from './near-models.ts';
import type { SimulatedFetch } from './provider-call.ts';

/** Finds a provider's adapter. Throws `provider-not-supported` for one that this version has none for. */
export type AdapterFor = (provider: ProviderId) => ProviderAdapter;

/** The libraries behind the adapters take long to load beside a start-up, so each is loaded with its first use. */
export function createAdapters({
  simulatedFetch,
}: {
  readonly simulatedFetch: SimulatedFetch;
}): AdapterFor {
  const custom = lazy(async () =>
    (await import('./custom-adapter.ts')).createCustomAdapter(simulatedFetch),
  );
  const ollama = lazy(async () =>
    (await import('./ollama-adapter.ts')).createOllamaAdapter(simulatedFetch),
  );
  return (provider) => {
    switch (provider) {
      case 'custom':
        return custom;
      case 'ollama':
        return ollama;
      case 'openai':
      case 'anthropic':
      case 'google':
      case 'mistral':
      case 'cohere':
        throw new AppError(
          'provider-not-supported',
          `This version cannot generate with ${providerFacts[provider].label} yet. Choose a configuration for Ollama or for an OpenAI-compatible endpoint.`,
        );
    }
  };
}

/** Loads what the first run would otherwise wait for. Call it when the start is over and nothing else is to do. */
export async function warmAdapters(): Promise<void> {
  await Promise.all([import('./custom-adapter.ts'), import('./ollama-adapter.ts')]);
}

function lazy(load: () => Promise<ProviderAdapter>): ProviderAdapter {
  let loaded: Promise<ProviderAdapter> | undefined;
  const adapter = () => {
    loaded ??= load();
    return loaded;
  };
  return {
    async *generate(request) {
      yield* suggestingModels(await adapter(), request);
    },
    listModels: async (request) => (await adapter()).listModels(request),
  };
}
