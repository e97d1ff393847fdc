import type { ProviderId } from '#shared/domain/rules/providers.ts';
import type { ProviderAdapter } from './adapter.ts';
import { suggestingModels } from './near-models.ts';
import type { SimulatedFetch } from './provider-call.ts';

/** Finds a provider's adapter. */
export type AdapterFor = (provider: ProviderId) => ProviderAdapter;

/** The libraries behind the adapters take long to load beside a start-up, so each is loaded with its first use. */
export function createAdapters({
  simulatedFetch,
}: {
  readonly simulatedFetch: SimulatedFetch;
}): AdapterFor {
  const adapters: Readonly<Record<ProviderId, ProviderAdapter>> = {
    openai: lazy(async () =>
      (await import('./openai-adapter.ts')).createOpenaiAdapter(simulatedFetch),
    ),
    anthropic: lazy(async () =>
      (await import('./anthropic-adapter.ts')).createAnthropicAdapter(simulatedFetch),
    ),
    google: lazy(async () =>
      (await import('./google-adapter.ts')).createGoogleAdapter(simulatedFetch),
    ),
    mistral: lazy(async () =>
      (await import('./mistral-adapter.ts')).createMistralAdapter(simulatedFetch),
    ),
    cohere: lazy(async () =>
      (await import('./cohere-adapter.ts')).createCohereAdapter(simulatedFetch),
    ),
    custom: lazy(async () =>
      (await import('./custom-adapter.ts')).createCustomAdapter(simulatedFetch),
    ),
    ollama: lazy(async () =>
      (await import('./ollama-adapter.ts')).createOllamaAdapter(simulatedFetch),
    ),
  };
  return (provider) => adapters[provider];
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
