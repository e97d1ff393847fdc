import { Button } from '@mantine/core';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useHindrance } from '../../stores/policy.ts';
import { announceFailure } from '../../ui/notices.ts';
import classes from './run-problem.module.css';

/** More than this is a list to look through, which the configuration's form has. */
const mostShown = 5;

interface NearModelsProps {
  readonly configurationId: string;
  readonly models: readonly string[];
  readonly onChanged: () => void;
}

/** Models that were perhaps meant. Choosing one puts it into the configuration and runs again. */
export function NearModels({ configurationId, models, onChanged }: NearModelsProps) {
  const mayChange = useHindrance('configs:write') === null;
  const configuration = useConfigurations(({ configurations }) =>
    configurations.find((one) => one.id === configurationId),
  );
  if (!mayChange || configuration === undefined || models.length === 0) return null;
  return (
    <div className={classes.steps}>
      {models.slice(0, mostShown).map((model) => (
        <Button
          key={model}
          size="compact-sm"
          variant="default"
          onClick={() => void changeModel(configuration, model).then(onChanged, announceFailure)}
        >
          Change the model to {model}
        </Button>
      ))}
    </div>
  );
}

async function changeModel(configuration: ConfigurationView, model: string): Promise<void> {
  const { id, revision, createdAt, updatedAt, key, simulated, ...fields } = configuration;
  await useConfigurations.getState().update(id, revision, { ...fields, model });
}
