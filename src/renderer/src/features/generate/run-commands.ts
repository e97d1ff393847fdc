import { useConfigurations } from '../../stores/configurations.ts';
import { followUp } from '../../stores/conversation.ts';
import { useDraft } from '../../stores/draft.ts';
import type { Run } from '../../stores/run.ts';
import { useRuns } from '../../stores/runs.ts';
import { chosenConfiguration } from './chosen-configuration.ts';
import { parametersOf } from './parameters.ts';

/** The configuration the draft names, or null for the default: also when the one it named is gone. */
function chosenConfigurationId(): string | null {
  const { configurationId } = useDraft.getState();
  const { configurations } = useConfigurations.getState();
  return configurations.some((one) => one.id === configurationId) ? configurationId : null;
}

/** Runs what stands in the draft: the beginning of a conversation. */
export function runDraft(): void {
  const { prompt, systemPrompt, parameters } = useDraft.getState();
  useRuns.getState().start({
    configurationId: chosenConfigurationId(),
    prompt,
    systemPrompt,
    parameters: parametersOf(parameters, chosenConfiguration()?.provider),
    earlier: [],
    follows: null,
  });
}

/** Goes on from the answer of `run`. */
export function runFollowUp(run: Run, prompt: string): void {
  useRuns.getState().start(followUp(run, prompt));
}

/** Asks something else in the place of what `run` asked. */
export function runEdited(run: Run, prompt: string): void {
  useRuns.getState().start({ ...run.request, prompt });
}

/** Asks once more for what `run` asked for, of the configuration it went to. */
export function runAgain(run: Run): void {
  useRuns.getState().start(run.request);
}

/** Stops the run that is shown, if it is under way. */
export function stopShownRun(): void {
  const { shownId, stop } = useRuns.getState();
  if (shownId !== null) void stop(shownId);
}
