import { IconAlertCircle } from '@tabler/icons-react';
import type { ErrorShape } from '#shared/errors.ts';
import { useDraft } from '../../stores/draft.ts';
import type { Run } from '../../stores/run.ts';
import { StartOllama } from '../../ui/start-ollama.tsx';
import { ErrorDetails } from './error-details.tsx';
import { NearModels } from './near-models.tsx';
import { NextStepButtons } from './next-step-buttons.tsx';
import { runAgain } from './run-commands.ts';
import classes from './run-problem.module.css';

interface RunProblemProps {
  readonly run: Run;
  readonly error: ErrorShape;
}

/** Why a run failed and what to do next. What had arrived stays above it. */
export function RunProblem({ run, error }: RunProblemProps) {
  const configurationId = run.configuration?.id ?? run.request.configurationId;
  const ollamaAway = error.code === 'unreachable' && run.configuration?.provider === 'ollama';

  return (
    <div className={classes.problem} data-kind="problem">
      <IconAlertCircle size={18} aria-hidden="true" className={classes.icon} />
      <div className={classes.body}>
        <p role="alert" className={classes.sentence}>
          {error.message}
        </p>
        {ollamaAway && <StartOllama />}
        {error.data?.models !== undefined && configurationId !== null && (
          <NearModels run={run} configurationId={configurationId} models={error.data.models} />
        )}
        <NextStepButtons
          error={error}
          configurationId={configurationId}
          own={{
            'try-again': () => runAgain(run),
            'edit-prompt': () => useDraft.setState({ editedId: run.id }),
          }}
        />
        <ErrorDetails status={error.data?.status} details={error.data?.details} />
      </div>
    </div>
  );
}
