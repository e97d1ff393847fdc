import type { ConflictChoice, ImportItem } from '#shared/domain/transfer.ts';

/** What an import comes to, in numbers. */
export interface ImportPlan {
  readonly added: number;
  readonly replaced: number;
  /** Left as they are. */
  readonly untouched: number;
  /** Why nothing can be imported, as a sentence; null if it can. */
  readonly obstacle: string | null;
}

/** What importing `items` would do under `choice`. */
export function planOf(items: readonly ImportItem[], choice: ConflictChoice): ImportPlan {
  const count = (status: ImportItem['status']) =>
    items.filter((item) => item.status === status).length;
  const conflicts = count('conflict');
  return {
    added: count('new') + (choice === 'keep-both' ? conflicts : 0),
    replaced: choice === 'replace' ? conflicts : 0,
    untouched: count('same') + (choice === 'skip' ? conflicts : 0),
    obstacle: obstacleOf(items, choice),
  };
}

function obstacleOf(items: readonly ImportItem[], choice: ConflictChoice): string | null {
  if (items.length === 0) return 'The file holds no configuration.';
  const invalid = items.filter(({ status }) => status === 'invalid').length;
  if (invalid > 0) {
    const what = invalid === 1 ? 'One configuration' : `${invalid} configurations`;
    return `${what} in the file cannot be imported, so none is: an import is whole or not at all. Mend the file, then choose it again.`;
  }
  const kept = items.filter((one) => one.status === 'conflict' && one.problems.length > 0);
  if (choice === 'replace' && kept[0] !== undefined) {
    return `${kept[0].name} cannot be replaced${kept.length > 1 ? `, nor can ${kept.length - 1} more` : ''}: see why in the list, or choose otherwise.`;
  }
  return null;
}

/** What was done, for the notice after it. */
export function doneWords({ added, replaced, untouched }: ImportPlan): string {
  const parts = [`${added} added`, `${replaced} replaced`, `${untouched} left as they were`];
  return `Imported: ${parts.join(', ')}. No key was touched.`;
}
