import { Loader } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconPlayerStop } from '@tabler/icons-react';
import type { Run } from '../../stores/run.ts';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { useSecondsUntil } from '../../ui/use-seconds-until.ts';
import classes from './answer.module.css';
import { CopyAnswer } from './copy-answer.tsx';
import { phaseWords } from './phase-words.ts';

interface AnswerHeaderProps {
  readonly run: Run | null;
  readonly headingId: string;
}

/** Whose answer it is (the configuration as it was when the run began), and how the run stands. */
export function AnswerHeader({ run, headingId }: AnswerHeaderProps) {
  const configuration = run?.configuration;
  return (
    <header className={classes.header}>
      <h2 id={headingId} className={classes.heading}>
        Answer
      </h2>
      <div className={classes.origin}>
        {configuration && (
          <>
            <span className={classes.name} title={configuration.name}>
              {configuration.name}
            </span>
            <span className={classes.model} title={configuration.model}>
              {configuration.model}
            </span>
            {configuration.simulated && <SimulatedMark />}
          </>
        )}
      </div>
      <div role="status" className={classes.phase} data-state={stateOf(run)}>
        {run !== null && (
          <>
            <PhaseMark run={run} />
            <span>
              {phaseWords(run)}
              {run.retry !== null && !run.stopping && <RetryCountdown at={run.retry.at} />}
            </span>
          </>
        )}
      </div>
      <CopyAnswer text={run?.text ?? ''} />
    </header>
  );
}

function stateOf(run: Run | null): 'running' | 'failed' | 'done' | undefined {
  if (run === null) return undefined;
  if (run.outcome === null) return 'running';
  return run.outcome.type === 'failed' ? 'failed' : 'done';
}

function PhaseMark({ run }: { readonly run: Run }) {
  if (run.outcome === null) return <Loader size={14} aria-hidden="true" />;
  if (run.outcome.type === 'failed') return <IconAlertCircle size={16} aria-hidden="true" />;
  if (run.outcome.reason === 'cancelled') return <IconPlayerStop size={16} aria-hidden="true" />;
  return <IconCheck size={16} aria-hidden="true" />;
}

/** Seen, but not told a screen reader every second: the note with the reason is told once. */
function RetryCountdown({ at }: { readonly at: number }) {
  const seconds = useSecondsUntil(at);
  if (seconds === 0) return null;
  return <span aria-hidden="true">{` in ${seconds.toLocaleString('en')} s`}</span>;
}
