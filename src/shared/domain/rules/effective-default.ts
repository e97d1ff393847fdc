import type { EffectiveDefault } from '../configuration.ts';

/**
 * The one answer to "which configuration is used when none is named".
 *
 * @param ids every configuration's id, in order of creation
 * @param markedId the one marked as default, if any
 */
export function effectiveDefault(
  ids: readonly string[],
  markedId: string | null,
): EffectiveDefault | null {
  if (markedId !== null && ids.includes(markedId)) return { id: markedId, reason: 'marked' };
  const mostRecent = ids.at(-1);
  return mostRecent === undefined ? null : { id: mostRecent, reason: 'most-recent' };
}
