import {
  IconAlertCircle,
  IconAlertTriangle,
  IconCircleCheck,
  IconCloudDownload,
  IconPlayerPause,
  IconPlayerStop,
  type IconProps,
} from '@tabler/icons-react';
import { type ComponentType, memo } from 'react';
import type { LocalServer } from '#shared/domain/local-server.ts';
import type { PullJob, PullState } from '#shared/domain/pull-job.ts';
import { isAt, isUnderWay, usePulls } from '../../stores/pulls.ts';
import { announceFailure } from '../../ui/notices.ts';
import { PermittedButton } from '../../ui/permitted-button.tsx';
import { ProgressBar, StillBar } from '../../ui/progress-bar.tsx';
import { gibibytes } from '../../ui/size-words.ts';
import { ErrorDetails } from '../generate/error-details.tsx';
import { PullFigures } from './pull-figures.tsx';
import { exactText, percentOf, stateWords, transferText } from './pull-words.ts';
import classes from './pulls.module.css';

const icons: Readonly<Record<PullState, ComponentType<IconProps>>> = {
  queued: IconPlayerPause,
  pulling: IconCloudDownload,
  interrupted: IconAlertTriangle,
  failed: IconAlertCircle,
  cancelled: IconPlayerStop,
  done: IconCircleCheck,
};

/** One pull, from its beginning to whatever became of it. */
export const PullRow = memo(function PullRow(props: {
  readonly id: string;
  /** The one that the page is about. */
  readonly server: LocalServer;
}) {
  const job = usePulls(({ pulls }) => pulls?.find(({ id }) => id === props.id));
  if (job === undefined) return null;
  const { name, state, diskWarning } = job;
  const Icon = icons[state];
  return (
    <li className={classes.pull} data-state={state}>
      <div className={classes.head}>
        <span className={classes.name} title={name}>
          {name}
        </span>
        {!isAt(job, props.server) && <span className={classes.where}>at {job.baseUrl}</span>}
        <span className={classes.state}>
          <Icon size={16} aria-hidden="true" />
          {stateWords(job)}
        </span>
        <Buttons job={job} />
      </div>
      <HowFar job={job} />
      {diskWarning !== null && (
        <p className={classes.attention}>
          <IconAlertTriangle size={16} aria-hidden="true" />
          <span>
            It still needs {gibibytes(diskWarning.neededBytes)}, and the disk of this machine has{' '}
            {gibibytes(diskWarning.freeBytes)} left. Delete models that you do not need, or cancel.
          </span>
        </p>
      )}
      <Reason job={job} />
    </li>
  );
});

function HowFar({ job }: { readonly job: PullJob }) {
  const { name, state, completedBytes, totalBytes } = job;
  if (isUnderWay(job)) {
    return (
      <>
        <ProgressBar
          label={`Pulling ${name}`}
          percent={percentOf(job)}
          text={transferText(completedBytes, totalBytes)}
          exact={exactText(completedBytes, totalBytes)}
        />
        <PullFigures job={job} />
      </>
    );
  }
  const percent = state === 'done' ? 100 : percentOf(job);
  // What never began to come has not come anywhere.
  if (percent === null || percent === 0) return null;
  return (
    <>
      <StillBar percent={percent} />
      <PullFigures job={job} />
    </>
  );
}

/** Why it broke off or failed. The sentence quotes the server; all that it said is folded away. */
function Reason({ job: { error } }: { readonly job: PullJob }) {
  if (error === null) return null;
  return (
    <div className={classes.reason}>
      {error.message}
      <ErrorDetails details={error.details} />
    </div>
  );
}

function Buttons({ job }: { readonly job: PullJob }) {
  const { id, name, state } = job;
  const { cancel, resume, dismiss } = usePulls.getState();
  const again = state === 'failed' ? 'Try again' : 'Go on';
  const button = { size: 'compact-sm', variant: 'default', needs: 'configs:write' } as const;
  const act = (action: (id: string) => Promise<unknown>) => () =>
    void action(id).catch(announceFailure);
  if (isUnderWay(job)) {
    return (
      <PermittedButton {...button} aria-label={`Cancel pull of ${name}`} onClick={act(cancel)}>
        Cancel
      </PermittedButton>
    );
  }
  return (
    <>
      {state !== 'done' && job.address !== null && (
        <PermittedButton
          {...button}
          aria-label={`${again} with pull of ${name}`}
          onClick={act(resume)}
        >
          {again}
        </PermittedButton>
      )}
      <PermittedButton {...button} aria-label={`Dismiss pull of ${name}`} onClick={act(dismiss)}>
        Dismiss
      </PermittedButton>
    </>
  );
}
