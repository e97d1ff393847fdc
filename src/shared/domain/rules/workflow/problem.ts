/** Where in a document: `['steps', 2, 'dependsOn', 0]`. Empty for the document itself. */
export type WorkflowPath = readonly (string | number)[];

/** What is wrong with a document, in a sentence that says where. Only an `error` keeps it from being saved. */
export interface WorkflowProblem {
  readonly path: WorkflowPath;
  readonly severity: 'error' | 'warning';
  readonly sentence: string;
}

export function error(path: WorkflowPath, sentence: string): WorkflowProblem {
  return { path, severity: 'error', sentence };
}

export function warning(path: WorkflowPath, sentence: string): WorkflowProblem {
  return { path, severity: 'warning', sentence };
}

export function hasErrors(problems: readonly WorkflowProblem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

/** A field that does not belong may have a name of any length. */
const longestPlace = 100;

/**
 * A place as the subject of a sentence, counted as people count: `In step 3, "headers[0].name"`, `"name"`.
 */
export function placeOf([root, ...rest]: WorkflowPath): string {
  if (root === undefined) return 'The document';
  if (root === 'trigger')
    return rest.length === 0 ? 'The trigger' : `In the trigger, ${named(rest)}`;
  const [index, ...inside] = rest;
  if (root !== 'steps' || typeof index !== 'number') return named([root, ...rest]);
  return inside.length === 0 ? `Step ${index + 1}` : `In step ${index + 1}, ${named(inside)}`;
}

function named(path: WorkflowPath): string {
  const text = path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`))
    .join('');
  return text.length > longestPlace ? `"${text.slice(0, longestPlace)}…"` : `"${text}"`;
}
