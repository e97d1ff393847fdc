import type { WorkflowProblem } from '#shared/domain/rules/workflow/problem.ts';
import type { Message } from '#shared/domain/run.ts';
import { answerSchema } from './json-schema.ts';
import { schemaNotation } from './schema-notation.ts';

/** Said in words too, for providers that cannot be held to a schema. */
export function draftSystemPrompt(): string {
  return `You draft workflows. Answer with one JSON object, a workflow document, and nothing else: no explanation, no code fence. It has exactly these fields, in this order:

${schemaNotation(answerSchema())}

What it means:
- An llm step asks a language model, an http step sends a request, a transform computes a value, a condition decides which steps begin, an approval waits for a person.
- "id" is a short word, or words joined by hyphens, beginning with a letter; no two steps have the same.
- "dependsOn", "whenTrue" and "whenFalse" hold ids of steps of the same document. A step begins when all that it depends on are over; no steps may wait for each other in a circle.
- A condition names, in "whenTrue" or "whenFalse", the steps that begin after it; at least one, and none in both.
- Text may refer to the output of an earlier step as {{steps.ID.output}}, and to what started the workflow as {{trigger}}.
- Never write a key, token or password. Where one is needed, write {{secrets.NAME}}.
- "configuration" of an llm step is null, unless the description names a configuration for it: then it is that name.
- "cron" has five fields: minute, hour, day of month, month, day of week.
- URLs begin with http:// or https://, or with {{.
- Write the steps in the order in which they begin, each with a "name" that a person understands.`;
}

export function draftMessages(description: string): readonly Message[] {
  return [{ role: 'user', content: `Draft a workflow for this description:\n\n${description}` }];
}

/** @param document as JSON */
export function reviseMessages(document: string, instruction: string): readonly Message[] {
  return [
    {
      role: 'user',
      content: `This is a workflow:\n\n${document}\n\nChange it as told here, leave all else as it is, and answer with the whole new document:\n\n${instruction}`,
    },
  ];
}

/** As many problems as help; what is wrong with the first often is with all. */
const mostProblems = 30;

/** The turns that ask for another answer in the place of one with problems. */
export function repairMessages(
  asked: readonly Message[],
  answer: string,
  problems: readonly WorkflowProblem[],
): readonly Message[] {
  const listed = problems
    .filter(({ severity }) => severity === 'error')
    .slice(0, mostProblems)
    .map(({ sentence }) => `- ${sentence}`);
  const repair: Message = {
    role: 'user',
    content: `This is not a sound workflow:\n${listed.join('\n')}\n\nAnswer with the whole corrected document and nothing else.`,
  };
  // A turn without text is refused by most providers.
  return answer.trim() === ''
    ? [...asked, repair]
    : [...asked, { role: 'assistant', content: answer }, repair];
}
