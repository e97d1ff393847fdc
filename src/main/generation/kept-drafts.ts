import type { Draft } from '#shared/domain/draft.ts';
import { looksLikeKey } from '#shared/domain/rules/secret-shape.ts';

/**
 * What each member has typed in Generate and not run. It outlives a page that crashes, and not the app: prompts are
 * never written to disk before they are run. What looks like a key is not kept at all.
 */
export class KeptDrafts {
  readonly #byMember = new Map<string, Draft>();

  keep(memberId: string, draft: Draft | null): void {
    if (draft === null || looksLikeKey(draft.prompt) || looksLikeKey(draft.systemPrompt ?? '')) {
      this.#byMember.delete(memberId);
    } else {
      this.#byMember.set(memberId, draft);
    }
  }

  last(memberId: string): Draft | null {
    return this.#byMember.get(memberId) ?? null;
  }
}
