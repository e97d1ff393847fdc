import { navigate } from 'wouter/use-hash-location';
import { create } from 'zustand';

interface PullDraftState {
  readonly name: string;
  readonly insecure: boolean;
  /** Whether the field is to take the focus as soon as it is there. */
  readonly wanted: boolean;
}

/** What stands in the form, not yet pulled. It outlives the page. */
export const usePullDraft = create<PullDraftState>()(() => ({
  name: '',
  insecure: false,
  wanted: false,
}));

/** Shows the page, with the field for a model's name at hand. */
export function askWhatToPull(): void {
  usePullDraft.setState({ wanted: true });
  navigate('/local-models');
}

/**
 * The model's name in what somebody typed or pasted, a whole command perhaps.
 *
 * @example pastedName('ollama run qwen3:8b') // 'qwen3:8b'
 */
export function pastedName(text: string): string {
  return text.trim().replace(/^ollama\s+(?:pull|run)\s+(?:--\S+\s+)*/, '');
}
