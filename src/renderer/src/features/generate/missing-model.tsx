import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { useRuns } from '../../stores/runs.ts';
import { ModelMissingNote } from '../local-models/model-missing.tsx';

/** That the model of the configuration is not installed; once only, where a run that failed of it says so itself. */
export function MissingModel({ configuration }: { readonly configuration: ConfigurationView }) {
  const said = useRuns(({ runs, shownId }) => {
    const shown = shownId === null ? undefined : runs[shownId];
    return (
      shown?.configuration?.id === configuration.id &&
      shown.outcome?.type === 'failed' &&
      shown.outcome.error.code === 'model-unknown'
    );
  });
  return said ? null : <ModelMissingNote configuration={configuration} />;
}
