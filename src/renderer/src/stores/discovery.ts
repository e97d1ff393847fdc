import { create } from 'zustand';
import type { OllamaDiscovery } from '#shared/domain/local-model.ts';
import { request, sentenceOf } from '../api/client.ts';

interface DiscoveryState {
  readonly looking: boolean;
  /** Null until Ollama has been looked for. */
  readonly ollama: OllamaDiscovery | null;
  /** Why looking failed, as a sentence. */
  readonly problem: string | null;
  look(): Promise<void>;
}

/** What stands on this machine to generate with. */
export const useDiscovery = create<DiscoveryState>()((set) => ({
  looking: false,
  ollama: null,
  problem: null,
  async look() {
    set({ looking: true, problem: null });
    try {
      set({ ollama: await request('models.discoverOllama', {}) });
    } catch (error) {
      set({ problem: sentenceOf(error) });
    } finally {
      set({ looking: false });
    }
  },
}));
