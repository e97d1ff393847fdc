import type { Wire } from './play.ts';

/** Durations Ollama reports at the end of an answer, in nanoseconds. */
export const ollamaDurations = {
  total: 2_500_000_000,
  load: 1_200_000_000,
  promptEval: 300_000_000,
  eval: 1_000_000_000,
} as const;

/** One JSON object a line; the last has `done: true` and the figures. */
export function chatWire(model: string): Wire {
  const line = (fields: object) =>
    `${JSON.stringify({ model, created_at: '2026-11-23T09:00:00.000000001Z', ...fields })}\n`;
  return {
    contentType: 'application/x-ndjson',
    opening: () => '',
    text: (content) => line({ message: { role: 'assistant', content }, done: false }),
    reasoning: (thinking) =>
      line({ message: { role: 'assistant', content: '', thinking }, done: false }),
    failure: (message) => `${JSON.stringify({ error: message })}\n`,
    closing: (finish, usage) =>
      line({
        message: { role: 'assistant', content: '' },
        done: true,
        done_reason: finish,
        total_duration: ollamaDurations.total,
        load_duration: ollamaDurations.load,
        // Counts are left out, not zero, where Ollama has none.
        ...(usage !== null && { prompt_eval_count: usage.input }),
        prompt_eval_duration: ollamaDurations.promptEval,
        ...(usage !== null && { eval_count: usage.output }),
        eval_duration: ollamaDurations.eval,
      }),
  };
}
