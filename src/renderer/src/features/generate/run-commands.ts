import { useConfigurations } from '../../stores/configurations.ts';
import { useDraft } from '../../stores/draft.ts';
import type { Run } from '../../stores/run.ts';
import { useRuns } from '../../stores/runs.ts';

/** The configuration the draft names, or null for the default: also when the one it named is gone. */
function chosenConfigurationId(): string | null {
  const { configurationId } = useDraft.getState();
  const { configurations } = useConfigurations.getState();
  return configurations.some((one) => one.id === configurationId) ? configurationId : null;
}

/** Runs what stands in the draft. */
export function runDraft(): void {
  const { prompt, systemPrompt } = useDraft.getState();
  useRuns.getState().start({ configurationId: chosenConfigurationId(), prompt, systemPrompt });
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
