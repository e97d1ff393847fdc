import { error, type WorkflowProblem } from '#shared/domain/rules/workflow/problem.ts';
import { secretProblems } from '#shared/domain/rules/workflow/secrets.ts';
import { validateWorkflow } from '#shared/domain/rules/workflow/validate.ts';
import type { FinishReason } from '#shared/domain/run.ts';
import type { Workflow } from '#shared/domain/workflow.ts';
import { maskKeys } from '../logging/redact.ts';
import { answerJson, partialAnswerJson } from './answer-json.ts';

/** What a model answered, and what is wrong with it. */
export interface JudgedAnswer {
  /** As it came, but for what looks like a key. */
  readonly text: string;
  /** Null where it has not the form of a workflow, or seems to hold a key. */
  readonly document: Workflow | null;
  readonly problems: readonly WorkflowProblem[];
  /** Why no workflow comes of it, where there are errors. */
  readonly sentence: string;
}

export function judgedAnswer(
  answer: string,
  reason: FinishReason,
  configurationNames: readonly string[],
): JudgedAnswer {
  const whole = answerJson(answer);
  const json = whole ?? partialAnswerJson(answer);
  const { workflow, problems } = validateWorkflow(json, configurationNames);
  return {
    text: maskKeys(answer),
    // What seems to hold a key is no draft, not even one to be mended.
    document: secretProblems(json).length === 0 ? workflow : null,
    problems: whole === undefined ? [notWhole] : problems,
    sentence: sentenceFor(reason, whole === undefined),
  };
}

const notWhole = error([], 'The answer is not one whole JSON object.');

function sentenceFor(reason: FinishReason, broken: boolean): string {
  switch (reason) {
    case 'length':
      return 'The answer was cut off where the limit on output tokens was reached. Raise the limit in the configuration, or describe a smaller workflow.';
    case 'content-filter':
      return 'The provider declined to answer because of its content rules. Describe the workflow in other words.';
    default:
      return broken
        ? 'The answer is not JSON, so that no workflow could be read from it.'
        : 'The answer can be read, but is not a sound workflow.';
  }
}
