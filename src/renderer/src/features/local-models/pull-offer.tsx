import { IconCheck, IconCloudDownload, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { LocalServer } from '#shared/domain/local-server.ts';
import type { PullJob } from '#shared/domain/pull-job.ts';
import { fullModelName } from '#shared/domain/rules/local-model-rules.ts';
import { isAt, isUnderWay, usePulls } from '../../stores/pulls.ts';
import { announceFailure } from '../../ui/notices.ts';
import { PermittedButton } from '../../ui/permitted-button.tsx';
import classes from './pull-offer.module.css';
import { percentOf } from './pull-words.ts';

/** Offers to pull a model where it is missing, and says how far that has come. */
export function PullOffer(props: {
  readonly server: Pick<LocalServer, 'address' | 'baseUrl'>;
  readonly model: string;
  /** Whether there is room for one word only. */
  readonly short?: boolean;
}) {
  const { server, model, short = false } = props;
  const [since] = useState(Date.now);
  const words = usePulls(({ pulls }) => progressWords(latestOf(pulls, server, model), since));

  if (words === 'done') {
    return (
      <span className={classes.done}>
        <IconCheck size={14} aria-hidden="true" />
        {short ? 'Pulled' : `${model} is installed now.`}
      </span>
    );
  }
  if (words !== null) {
    return (
      <Link href="/local-models" className={classes.progress}>
        {!short && <IconCloudDownload size={14} aria-hidden="true" />}
        {short ? words : `Pulling ${model} ${words}`}
      </Link>
    );
  }
  return (
    <PermittedButton
      needs="configs:write"
      aria-label={`Pull ${model}`}
      {...(short
        ? { variant: 'transparent', size: 'compact-xs', className: classes.short ?? '' }
        : {
            variant: 'default',
            size: 'compact-sm',
            leftSection: <IconDownload size={14} aria-hidden="true" />,
          })}
      onClick={() => {
        const { pull } = usePulls.getState();
        pull(server.address, model, false).catch(announceFailure);
      }}
    >
      {short ? 'Pull' : `Pull ${model}`}
    </PermittedButton>
  );
}

function latestOf(
  pulls: readonly PullJob[] | null,
  server: Pick<LocalServer, 'address' | 'baseUrl'>,
  model: string,
): PullJob | undefined {
  const wanted = fullModelName(model);
  return pulls?.find((one) => isAt(one, server) && fullModelName(one.name) === wanted);
}

/** As one text, so that it is drawn anew only when it reads differently; null while nothing is under way. */
function progressWords(job: PullJob | undefined, since: number): string | null {
  if (job === undefined) return null;
  if (job.state === 'done' && Date.parse(job.endedAt ?? '') >= since) return 'done';
  if (!isUnderWay(job)) return null;
  const percent = percentOf(job);
  return percent === null ? '…' : `${Math.floor(percent)} %`;
}
