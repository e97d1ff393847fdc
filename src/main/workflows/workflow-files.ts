import { LineCounter, parse, stringify, YAMLParseError } from 'yaml';
import { toMermaid } from '#shared/domain/rules/workflow/mermaid.ts';
import { error, type WorkflowProblem } from '#shared/domain/rules/workflow/problem.ts';
import { secretProblems } from '#shared/domain/rules/workflow/secrets.ts';
import { validateWorkflow } from '#shared/domain/rules/workflow/validate.ts';
import type { WorkflowFormat } from '#shared/domain/saved-workflow.ts';
import type { Workflow } from '#shared/domain/workflow.ts';
import { AppError } from '#shared/errors.ts';

const extensions: Readonly<Record<WorkflowFormat, string>> = {
  json: 'json',
  yaml: 'yaml',
  mermaid: 'mmd',
};

/** A document as a file. Throws `invalid-input` for one without the form of a workflow, or with a key in it. */
export function workflowFile(
  document: unknown,
  format: WorkflowFormat,
): { readonly fileName: string; readonly text: string } {
  const [secret] = secretProblems(document);
  const { workflow, problems } = validateWorkflow(document);
  if (workflow === null || secret !== undefined) {
    const [first] = problems;
    throw new AppError('invalid-input', `Nothing was exported. ${first?.sentence ?? ''}`.trim());
  }
  return {
    fileName: `${fileName(workflow.name)}.${extensions[format]}`,
    text: written(workflow, format),
  };
}

function written(workflow: Workflow, format: WorkflowFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(workflow, null, 2)}\n`;
    case 'yaml':
      // Long lines are left whole: a fold is no part of a text, but some readers think so.
      return stringify(workflow, { lineWidth: 0 });
    case 'mermaid':
      return toMermaid(workflow);
  }
}

/** A name that every file system takes. */
function fileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'workflow' : plain.slice(0, 60);
}

/** What a file holds. JSON is YAML too, but is told of in its own terms where it begins like JSON. */
export function readWorkflowFile(
  text: string,
  configurationNames: readonly string[],
): { readonly document: Workflow | null; readonly problems: WorkflowProblem[] } {
  const given = text.replace(/^\ufeff/, '');
  const { value, problem } = given.trimStart().startsWith('{') ? fromJson(given) : fromYaml(given);
  if (problem !== null) return { document: null, problems: [error([], problem)] };
  const { workflow, problems } = validateWorkflow(value, configurationNames);
  // A key is to be taken out of the file before anything of it is shown.
  const document = secretProblems(value).length === 0 ? workflow : null;
  return { document, problems: [...problems] };
}

type Reading =
  | { readonly value: unknown; readonly problem: null }
  | { readonly value: null; readonly problem: string };

function fromJson(text: string): Reading {
  try {
    return { value: JSON.parse(text), problem: null };
  } catch {
    // YAML's flow style begins like JSON as well, and its reader says where.
    return fromYaml(text);
  }
}

function fromYaml(text: string): Reading {
  const lineCounter = new LineCounter();
  try {
    return { value: parse(text, { lineCounter, logLevel: 'error' }), problem: null };
  } catch (failure) {
    const line = failure instanceof YAMLParseError ? failure.linePos?.[0].line : undefined;
    const where = line === undefined ? '' : ` See line ${line}.`;
    return { value: null, problem: `The file is neither JSON nor YAML.${where}` };
  }
}
