import type { PromptToCompare } from '#shared/domain/comparison.ts';
import { request } from '../api/client.ts';
import type { PromptSource } from './comparison-draft.ts';

/** As many prompts at once as main gives. */
const pageSize = 100;

/** The prompts that a draft asks: the typed one, a file's, or those of a comparison that was made before. */
export async function promptsOf(draft: {
  readonly prompt: string;
  readonly set: PromptSource | null;
}): Promise<readonly PromptToCompare[]> {
  const { prompt, set } = draft;
  if (set === null) return [{ prompt, systemPrompt: null, id: null }];
  if (set.kind === 'file') return set.prompts;
  const gathered: PromptToCompare[] = [];
  while (gathered.length < set.count) {
    const page = { id: set.id, fromPrompt: gathered.length, limit: pageSize };
    const { prompts } = await request('comparisons.get', page);
    if (prompts.length === 0) break;
    gathered.push(...prompts.map(({ prompt, systemPrompt, id }) => ({ prompt, systemPrompt, id })));
  }
  return gathered;
}
