import { create } from 'zustand';
import type { RunParameters } from '#shared/domain/run.ts';

export type ParameterTexts = Readonly<Record<keyof RunParameters, string>>;

interface DraftState {
  /** Null: the effective default. */
  readonly configurationId: string | null;
  readonly prompt: string;
  /** Null: the configuration's own. */
  readonly systemPrompt: string | null;
  /** As typed; empty: as the configuration has it. */
  readonly parameters: ParameterTexts;
  /** The run whose prompt is being edited, to be run anew from there. */
  readonly editedId: string | null;
}

/**
 * What stands in Generate, not yet run. It outlives the page, which main has it for (`kept-draft.ts`), not the app: prompts
 * are not written to disk.
 */
export const useDraft = create<DraftState>()(() => ({
  configurationId: null,
  prompt: '',
  systemPrompt: null,
  parameters: { temperature: '', topP: '', maxOutputTokens: '', contextLength: '' },
  editedId: null,
}));
