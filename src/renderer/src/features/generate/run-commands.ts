import { useConfigurations } from '../../stores/configurations.ts';
import { followUp } from '../../stores/conversation.ts';
import { useDraft } from '../../stores/draft.ts';
import type { Run, RunRequest } from '../../stores/run.ts';
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
  const { prompt } = useDraft.getState();
  useRuns.getState().start({ ...asDrafted(), prompt, earlier: [], follows: null });
}

/** What the draft says of how to run, and of what configuration. */
function asDrafted(): Pick<RunRequest, 'configurationId' | 'systemPrompt' | 'parameters'> {
  const { systemPrompt, parameters } = useDraft.getState();
  return {
    configurationId: chosenConfigurationId(),
    systemPrompt,
    parameters: parametersOf(parameters, chosenConfiguration()?.provider),
  };
}

/**
 * Goes on from the answer of `run`: of the configuration that gave it, also when that is no longer the default.
 *
 * @param switching to go to what the draft names instead, as the draft has it
 */
export function runFollowUp(run: Run, prompt: string, switching: boolean): void {
  const request = followUp(run, prompt);
  const configurationId = run.configuration?.id ?? request.configurationId;
  useRuns.getState().start({ ...request, ...(switching ? asDrafted() : { configurationId }) });
}

/** Leaves the conversation that is shown. A prompt that was typed and not yet run stays. */
export function newConversation(): void {
  const { runs, forget } = useRuns.getState();
  const { prompt } = useDraft.getState();
  const wasRun = Object.values(runs).some(({ request }) => request.prompt === prompt);
  useDraft.setState({ prompt: wasRun ? '' : prompt, editedId: null });
  forget();
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
