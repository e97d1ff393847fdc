import { z } from 'zod';
import { simulatedAnswer } from './simulated-answer.ts';
import { simulatedWorkflow } from './simulated-workflow.ts';
import { tokensOf } from './steady-stream.ts';

/** What both wires have in common in a chat request. */
const chatRequest = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  max_tokens: z.number().optional(),
  // Where the answer is to keep to a schema: of these there is one, that of a workflow.
  response_format: z.object({ type: z.literal('json_schema') }).optional(),
  format: z.looseObject({}).optional(),
  options: z.object({ num_predict: z.number().optional() }).optional(),
});

export interface SimulatedChat {
  readonly model: string;
  readonly reasoning: readonly string[];
  readonly text: readonly string[];
  readonly inputTokens: number;
  /** True when the limit on output tokens cut the text. */
  readonly cut: boolean;
}

/** The answer to a chat request, or null for a body that is none. */
export function simulatedChat(body: string): SimulatedChat | null {
  const { data } = chatRequest.safeParse(JSON.parse(body));
  if (data === undefined) return null;
  const prompt = data.messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const answer = simulatedAnswer(prompt, data.model);
  const structured = data.response_format !== undefined || data.format !== undefined;
  const text = tokensOf(structured ? JSON.stringify(simulatedWorkflow(prompt)) : answer.text);
  const limit = data.max_tokens ?? data.options?.num_predict ?? Number.POSITIVE_INFINITY;
  return {
    model: data.model,
    reasoning: tokensOf(answer.reasoning),
    text: text.slice(0, limit),
    inputTokens: data.messages.reduce((sum, { content }) => sum + tokensOf(content).length + 4, 3),
    cut: text.length > limit,
  };
}
