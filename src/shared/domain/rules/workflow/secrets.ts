import { isCredentialHeader, isCredentialValue } from '../credential-header.ts';
import { looksLikeKey } from '../secret-shape.ts';
import { error, placeOf, type WorkflowPath, type WorkflowProblem } from './problem.ts';
import { isObject } from './reading.ts';

/** Stands for a secret that whoever carries the workflow out fills in. */
const reference = /\{\{\s*secrets\.[A-Za-z0-9_.-]+\s*\}\}/g;

/** No workflow has more values than this, or lies deeper. */
const mostValues = 1_000_000;
const deepest = 10;

/** Every place of a document, of whatever form, that seems to hold a key. No sentence repeats what was found. */
export function secretProblems(document: unknown): readonly WorkflowProblem[] {
  const problems: WorkflowProblem[] = [];
  const pending: { readonly value: unknown; readonly path: WorkflowPath }[] = [
    { value: document, path: [] },
  ];
  let seen = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, path } = next;
    seen += 1;
    if (seen > mostValues || path.length > deepest) return [notLooked];
    if (typeof value === 'string') {
      if (looksLikeKey(value)) problems.push(holdsKey(path));
    } else if (Array.isArray(value)) {
      for (const [at, one] of value.entries()) pending.push({ value: one, path: [...path, at] });
    } else if (isObject(value)) {
      if (isCredential(value)) problems.push(holdsCredential([...path, 'value']));
      for (const [name, one] of Object.entries(value)) {
        // Before any sentence that repeats the name.
        if (looksLikeKey(name)) problems.push(nameIsKey(path));
        else pending.push({ value: one, path: [...path, name] });
      }
    }
  }
  return problems.reverse();
}

const notLooked = error(
  [],
  'The document holds far more than a workflow has. Take out what does not belong to it.',
);

/** Whether an object is a header that carries credentials otherwise than by a reference. */
function isCredential({ name, value }: Readonly<Record<string, unknown>>): boolean {
  if (typeof name !== 'string' || typeof value !== 'string') return false;
  if (looksLikeKey(value)) return false;
  const rest = value.replace(reference, '');
  const scheme = /^\s*(?:bearer|basic|token)?\s*$/i;
  if (scheme.test(rest)) return false;
  return isCredentialHeader(name) || isCredentialValue(rest);
}

function holdsKey(path: WorkflowPath): WorkflowProblem {
  return error(
    path,
    `${placeOf(path)} holds what looks like a key. A workflow never holds one: write {{secrets.NAME}} in its place.`,
  );
}

function holdsCredential(path: WorkflowPath): WorkflowProblem {
  return error(
    path,
    `${placeOf(path)} carries credentials. A workflow never holds any: write {{secrets.NAME}} in their place.`,
  );
}

function nameIsKey(path: WorkflowPath): WorkflowProblem {
  return error(
    path,
    `${placeOf(path)} has a field whose name looks like a key. A workflow never holds one: take it out.`,
  );
}
