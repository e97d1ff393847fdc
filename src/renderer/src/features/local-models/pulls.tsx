import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { useHindrance } from '../../stores/policy.ts';
import { isUnderWay, usePulls } from '../../stores/pulls.ts';
import { announceFailure } from '../../ui/notices.ts';
import { PullRow } from './pull-row.tsx';
import classes from './pulls.module.css';

/** What is being pulled, and what was until it broke off or was done. */
export function Pulls({ server }: { readonly server: LocalServer }) {
  const ids = usePulls(useShallow(({ pulls }) => pulls?.map(({ id }) => id) ?? []));
  const ended = usePulls(
    useShallow(({ pulls }) => pulls?.filter(hasEnded).map(({ id }) => id) ?? []),
  );
  const hindrance = useHindrance('configs:write');
  useEffect(() => {
    usePulls.getState().load().catch(announceFailure);
  }, []);

  if (ids.length === 0) return null;
  return (
    <section aria-label="Pulls" className={classes.pulls}>
      <ul className={classes.list}>
        {ids.map((id) => (
          <PullRow key={id} id={id} server={server} />
        ))}
      </ul>
      {ended.length > 1 && hindrance === null && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          onClick={() => {
            const { dismiss } = usePulls.getState();
            Promise.all(ended.map(dismiss)).catch(announceFailure);
          }}
        >
          Dismiss all that have ended
        </Button>
      )}
    </section>
  );
}

/** Whether nothing is left to do or to decide. */
function hasEnded(job: Parameters<typeof isUnderWay>[0]): boolean {
  return !isUnderWay(job) && job.state !== 'interrupted';
}
