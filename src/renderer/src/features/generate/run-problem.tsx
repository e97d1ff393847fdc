import { Button } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { navigate } from 'wouter/use-hash-location';
import { assertNever, type ErrorShape } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import type { Run } from '../../stores/run.ts';
import { StartOllama } from '../../ui/start-ollama.tsx';
import {
  openEditConfiguration,
  openKeyDialog,
  openNewConfiguration,
} from '../configurations/dialogs.ts';
import { NearModels } from './near-models.tsx';
import { type NextStep, nextSteps, permissionFor } from './next-steps.ts';
import { runAgain } from './run-commands.ts';
import classes from './run-problem.module.css';

interface RunProblemProps {
  readonly run: Run;
  readonly error: ErrorShape;
}

/** Why a run failed and what to do next. What had arrived stays above it. */
export function RunProblem({ run, error }: RunProblemProps) {
  const held = useApp((state) => state.info?.actor.permissions ?? []);
  const configurationId = run.configuration?.id ?? run.request.configurationId;
  const steps = nextSteps(error).filter((step) => {
    const needed = permissionFor[step];
    const concernsOne = step !== 'try-again' && step !== 'new-configuration';
    if (concernsOne && step !== 'open-settings' && configurationId === null) return false;
    return needed === undefined || held.includes(needed);
  });
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
        {steps.length > 0 && (
          <div className={classes.steps}>
            {steps.map((step) => (
              <Button
                key={step}
                size="compact-sm"
                variant="default"
                onClick={() => take(step, run, configurationId)}
              >
                {label(step)}
              </Button>
            ))}
          </div>
        )}
        <Details error={error} />
      </div>
    </div>
  );
}

function Details({ error }: { readonly error: ErrorShape }) {
  const { details, status } = error.data ?? {};
  if (details === undefined && status === undefined) return null;
  return (
    <details className={classes.details}>
      <summary>Details</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling container must be reachable by keyboard */}
      <pre tabIndex={0}>
        {status !== undefined && `HTTP status ${status}\n`}
        {details}
      </pre>
    </details>
  );
}

function label(step: NextStep): string {
  switch (step) {
    case 'set-key':
      return 'Set key';
    case 'replace-key':
      return 'Replace key';
    case 'edit-configuration':
      return 'Edit configuration';
    case 'new-configuration':
      return 'New configuration';
    case 'open-settings':
      return 'Open Settings';
    case 'try-again':
      return 'Try again';
    default:
      return assertNever(step);
  }
}

function take(step: NextStep, run: Run, configurationId: string | null): void {
  switch (step) {
    case 'set-key':
    case 'replace-key':
      if (configurationId !== null) openKeyDialog(configurationId);
      return;
    case 'edit-configuration':
      if (configurationId !== null) openEditConfiguration(configurationId);
      return;
    case 'new-configuration':
      openNewConfiguration();
      return;
    case 'open-settings':
      navigate('/settings');
      return;
    case 'try-again':
      runAgain(run);
      return;
    default:
      assertNever(step);
  }
}
