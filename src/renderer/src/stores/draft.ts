import { create } from 'zustand';

interface DraftState {
  /** Null: the effective default. */
  readonly configurationId: string | null;
  readonly prompt: string;
  /** Null: the configuration's own. */
  readonly systemPrompt: string | null;
}

/** What stands in Generate, not yet run. It outlives the page, not the app: prompts are not written to disk. */
export const useDraft = create<DraftState>()(() => ({
  configurationId: null,
  prompt: '',
  systemPrompt: null,
}));
