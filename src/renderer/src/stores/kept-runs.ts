import type { Conversation, KeptRun } from '#shared/domain/history.ts';
import type { Runs } from './conversation.ts';
import { followUp } from './conversation.ts';
import type { Run, RunRequest } from './run.ts';

/** The runs of a conversation from the history, as if they had just ended. */
export function runsOf({ runs, earlier }: Conversation): Runs {
  const known: Record<string, Run> = {};
  for (const kept of runs) {
    const followed = known[kept.follows ?? ''];
    const request: RunRequest = {
      configurationId: kept.configuration.id,
      prompt: kept.prompt,
      // It had none, whatever the configuration has by now.
      systemPrompt: kept.systemPrompt ?? '',
      parameters: kept.parameters,
      earlier: followed === undefined ? earlier : followUp(followed, kept.prompt).earlier,
      follows: followed?.id ?? null,
    };
    known[kept.runId] = endedRun(kept, request);
  }
  return known;
}

function endedRun(
  { runId, configuration, answer, reasoning, end }: KeptRun,
  request: RunRequest,
): Run {
  return {
    id: runId,
    request,
    configuration,
    phase: 'ended',
    retry: null,
    stopping: false,
    text: answer,
    reasoning,
    outcome: end,
  };
}
