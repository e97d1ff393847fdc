import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useDraft } from '../../stores/draft.ts';

/** The configuration that the next run goes to: the one the draft names while it is there, else the default. */
export function chosenConfiguration(): ConfigurationView | undefined {
  return chosen(useDraft.getState().configurationId, useConfigurations.getState());
}

/** The same, for what is drawn. */
export function useChosenConfiguration(): ConfigurationView | undefined {
  const draftId = useDraft((state) => state.configurationId);
  return useConfigurations((state) => chosen(draftId, state));
}

function chosen(
  draftId: string | null,
  {
    configurations,
    effectiveDefault,
  }: Pick<ReturnType<typeof useConfigurations.getState>, 'configurations' | 'effectiveDefault'>,
): ConfigurationView | undefined {
  return (
    configurations.find((one) => one.id === draftId) ??
    configurations.find((one) => one.id === effectiveDefault?.id)
  );
}
