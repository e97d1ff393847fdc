import type { ProviderId } from '#shared/domain/rules/providers.ts';
import type { ProviderAdapter } from './adapter.ts';
import { suggestingModels } from './near-models.ts';
import type { SimulatedFetch } from './provider-call.ts';

/** Finds a provider's adapter. */
export type AdapterFor = (provider: ProviderId) => ProviderAdapter;

type Create = (simulatedFetch: SimulatedFetch) => ProviderAdapter;

/** The libraries behind the adapters take long to load beside a start-up, so each is loaded with its first use. */
const load: Readonly<Record<ProviderId, () => Promise<Create>>> = {
  openai: async () => (await import('./openai-adapter.ts')).createOpenaiAdapter,
  anthropic: async () => (await import('./anthropic-adapter.ts')).createAnthropicAdapter,
  google: async () => (await import('./google-adapter.ts')).createGoogleAdapter,
  mistral: async () => (await import('./mistral-adapter.ts')).createMistralAdapter,
  cohere: async () => (await import('./cohere-adapter.ts')).createCohereAdapter,
  custom: async () => (await import('./custom-adapter.ts')).createCustomAdapter,
  ollama: async () => (await import('./ollama-adapter.ts')).createOllamaAdapter,
};

export function createAdapters({
  simulatedFetch,
}: {
  readonly simulatedFetch: SimulatedFetch;
}): AdapterFor {
  const adapters = new Map<ProviderId, ProviderAdapter>();
  return (provider) => {
    const known = adapters.get(provider);
    if (known !== undefined) return known;
    const adapter = lazy(async () => (await load[provider]())(simulatedFetch));
    adapters.set(provider, adapter);
    return adapter;
  };
}

/** Loads what the first run would otherwise wait for. Call it when the start is over and nothing else is to do. */
export async function warmAdapters(providers: Iterable<ProviderId>): Promise<void> {
  await Promise.all([...new Set(providers)].map((provider) => load[provider]()));
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
