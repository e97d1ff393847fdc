import type { PullJob } from '#shared/domain/pull-job.ts';
import { useSecondsUntil } from '../../ui/use-seconds-until.ts';
import { leftText, speedText, transferText } from './pull-words.ts';
import classes from './pulls.module.css';

/** Bytes, speed and time left, each in a place of its own: none moves another when it grows. */
export function PullFigures({ job }: { readonly job: PullJob }) {
  const { state, step, retry, completedBytes, totalBytes, bytesPerSecond, secondsLeft } = job;
  const known = completedBytes > 0 || totalBytes !== null;
  return (
    <div className={classes.figures}>
      <span className={classes.bytes}>{known && transferText(completedBytes, totalBytes)}</span>
      {state === 'pulling' && step === 'downloading' && (
        <>
          <span className={classes.speed}>
            {bytesPerSecond !== null && speedText(bytesPerSecond)}
          </span>
          <span className={classes.left}>{secondsLeft !== null && leftText(secondsLeft)}</span>
        </>
      )}
      {state === 'pulling' && retry !== null && <Retry retry={retry} />}
    </div>
  );
}

/** Why it does not go on by itself at once, and when it will. */
function Retry({ retry }: { readonly retry: NonNullable<PullJob['retry']> }) {
  const { attempt, of, at, message } = retry;
  const seconds = useSecondsUntil(at === null ? 0 : Date.parse(at));
  return (
    <span className={classes.retry}>
      {message} Try {attempt} of {of}
      {at === null || seconds === 0 ? ' is being made.' : ` in ${seconds} s.`}
    </span>
  );
}
