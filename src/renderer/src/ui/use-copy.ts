import { useState } from 'react';
import { announceFailure } from './notices.ts';

/** Copies `text` to the clipboard. `done` from then on, until another text stands in its place. */
export function useCopy(text: string): { readonly done: boolean; copy(): Promise<void> } {
  const [copied, setCopied] = useState<string | null>(null);
  return {
    done: text !== '' && copied === text,
    async copy() {
      if (await copyText(text)) setCopied(text);
    },
  };
}

/** Copies `text` to the clipboard, and says so where that cannot be done. Resolves with whether it was. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    announceFailure(new Error('The clipboard cannot be written. Select the text and copy it.'));
    return false;
  }
}
