import { IconAlertCircle } from '@tabler/icons-react';
import type { ErrorShape } from '#shared/errors.ts';
import type { RunProgress } from '../../stores/run.ts';
import { StartOllama } from '../../ui/start-ollama.tsx';
import { useConfiguration } from '../configurations/use-configuration.ts';
import { PullOffer } from '../local-models/pull-offer.tsx';
import { useServer } from '../local-models/use-server.ts';
import { ErrorDetails } from './error-details.tsx';
import { NearModels } from './near-models.tsx';
import { NextStepButtons } from './next-step-buttons.tsx';
import classes from './run-problem.module.css';

/** What can be done from where a run is shown. */
export interface RunWays {
  readonly again: () => void;
  readonly editPrompt: () => void;
}

interface RunProblemProps {
  readonly run: Pick<RunProgress, 'configuration'>;
  readonly error: ErrorShape;
  /** The configuration that was asked; null for the default where there is none. */
  readonly configurationId: string | null;
  readonly ways: RunWays;
  /** Whether a screen reader is told at once. */
  readonly alerting: boolean;
}

/** Why a run failed and what to do next. What had arrived stays above it. */
export function RunProblem({ run, error, configurationId, ways, alerting }: RunProblemProps) {
  const configuration = useConfiguration(configurationId ?? undefined);
  const server = useServer(error.code === 'model-unknown' ? configuration : undefined);
  const ollamaAway = error.code === 'unreachable' && run.configuration?.provider === 'ollama';

  return (
    <div className={classes.problem} data-kind="problem">
      <IconAlertCircle size={18} aria-hidden="true" className={classes.icon} />
      <div className={classes.body}>
        <p role={alerting ? 'alert' : undefined} className={classes.sentence}>
          {error.message}
        </p>
        {ollamaAway && <StartOllama />}
        {server !== undefined && run.configuration !== null && (
          <div className={classes.steps}>
            <PullOffer server={server} model={run.configuration.model} />
          </div>
        )}
        {error.data?.models !== undefined && configurationId !== null && (
          <NearModels
            configurationId={configurationId}
            models={error.data.models}
            onChanged={ways.again}
          />
        )}
        <NextStepButtons
          error={error}
          configurationId={configurationId}
          own={{ 'try-again': ways.again, 'edit-prompt': ways.editPrompt }}
        />
        <ErrorDetails status={error.data?.status} details={error.data?.details} />
      </div>
    </div>
  );
}
