import { type RefObject, useEffect } from 'react';
import { create } from 'zustand';

/** Whether the prompt is to have the focus, as soon as it is there: its page may still be on its way. */
const useWanted = create<{ readonly wanted: boolean }>()(() => ({ wanted: false }));

export function focusPrompt(): void {
  useWanted.setState({ wanted: true });
}

/** Gives the prompt the focus when that was asked for. */
export function usePromptFocus(prompt: RefObject<HTMLElement | null>): void {
  const wanted = useWanted((state) => state.wanted);
  useEffect(() => {
    if (!wanted) return;
    prompt.current?.focus();
    useWanted.setState({ wanted: false });
  }, [wanted, prompt]);
}
