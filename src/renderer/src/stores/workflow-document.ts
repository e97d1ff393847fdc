import type { WorkflowProblem } from '#shared/domain/rules/workflow/problem.ts';
import { validateWorkflow } from '#shared/domain/rules/workflow/validate.ts';
import type { Workflow } from '#shared/domain/workflow.ts';

/** What a text says of a workflow. */
export interface CheckedText {
  /** Null where the text does not have the form of a workflow. It can be drawn even where there are errors. */
  readonly workflow: Workflow | null;
  readonly problems: readonly WorkflowProblem[];
  /** Where the text stops being JSON, as an offset; null where it is JSON, or the place is not known. */
  readonly brokenAt: number | null;
}

export const nothingChecked: CheckedText = { workflow: null, problems: [], brokenAt: null };

/** @param configurationNames those that there are: a step that names another gets a warning */
export function checkedText(text: string, configurationNames: readonly string[]): CheckedText {
  if (text.trim() === '') return nothingChecked;
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return notJson(text, error);
  }
  return { ...validateWorkflow(document, configurationNames), brokenAt: null };
}

function notJson(text: string, error: unknown): CheckedText {
  const brokenAt = offsetIn(error);
  const where = brokenAt === null ? '' : ` from ${lineAndColumn(text, brokenAt)} on`;
  const sentence = `The text is not JSON${where}. Look for a missing comma, quote or bracket just before.`;
  return { workflow: null, problems: [{ path: [], severity: 'error', sentence }], brokenAt };
}

/** Browsers say it in their messages only; where one does not, the sentence has no place. */
function offsetIn(error: unknown): number | null {
  const found = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  return found === undefined ? null : Number(found);
}

function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** A document as it stands in the editor. */
export function textOf(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** An answer as it stands in the editor: the JSON in it, in lines; where there is none, as it came. */
export function answerText(text: string): string {
  const braces = text.slice(Math.max(0, text.indexOf('{')), text.lastIndexOf('}') + 1);
  return [text, braces].map(inLines).find((found) => found !== null) ?? text;
}

function inLines(text: string): string | null {
  try {
    return textOf(JSON.parse(text));
  } catch {
    return null;
  }
}
