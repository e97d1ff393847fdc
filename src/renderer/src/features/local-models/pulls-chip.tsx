import { IconCloudDownload } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Link } from 'wouter';
import type { PullJob } from '#shared/domain/pull-job.ts';
import { isUnderWay, usePulls } from '../../stores/pulls.ts';
import { announce, announceFailure } from '../../ui/notices.ts';
import header from '../shell/header.module.css';
import { percentOf } from './pull-words.ts';
import classes from './pulls-chip.module.css';

/** While something is being pulled, how far it has come, from every page. Leads to where it can be cancelled. */
export function PullsChip() {
  const words = usePulls(({ pulls }) => chipWords(pulls?.filter(isUnderWay) ?? []));
  useEffect(() => {
    // Where they cannot be had, the page of local models says so.
    usePulls
      .getState()
      .load()
      .catch(() => undefined);
    return usePulls.subscribe(({ pulls }, before) => tellWhatEnded(pulls, before.pulls));
  }, []);

  if (words === null) return null;
  const [what, percent] = words.split('\n');
  return (
    <Link href="/local-models" className={`${header.tool} ${classes.chip}`}>
      <IconCloudDownload size={16} aria-hidden="true" />
      <span className={`${header.name} ${classes.what}`}>Pulling {what}</span>
      <span className={classes.percent}>{percent}</span>
    </Link>
  );
}

/** As one text, so that it is drawn anew only when it reads differently. */
function chipWords(underWay: readonly PullJob[]): string | null {
  const [first] = underWay;
  if (first === undefined) return null;
  const what = underWay.length === 1 ? first.name : `${underWay.length} models`;
  const known = underWay.filter(({ totalBytes }) => totalBytes !== null);
  const percent = percentOf({
    completedBytes: known.reduce((sum, one) => sum + one.completedBytes, 0),
    totalBytes: known.reduce((sum, one) => sum + (one.totalBytes ?? 0), 0),
  });
  return `${what}\n${percent === null ? '' : `${Math.floor(percent)} %`}`;
}

/** Says from every page how a pull ended that was under way a moment ago. */
function tellWhatEnded(now: readonly PullJob[] | null, before: readonly PullJob[] | null): void {
  if (now === before) return;
  const wereUnderWay = new Set(before?.filter(isUnderWay).map(({ id }) => id));
  for (const { id, name, state, error } of now ?? []) {
    if (!wereUnderWay.has(id)) continue;
    if (state === 'done') announce(`Pulled ${name}.`);
    else if (state === 'failed' || state === 'interrupted')
      announceFailure(new Error(`${name} was not pulled. ${error?.message ?? ''}`.trim()));
  }
}
