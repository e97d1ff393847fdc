import { Tooltip } from '@mantine/core';
import type { Cost as RunCost } from '#shared/domain/run.ts';
import { costReason, costText } from '../../ui/cost-words.ts';
import classes from './run-details.module.css';

/** A cost; what it comes from on hover, on focus, and to a screen reader. */
export function Cost({ cost }: { readonly cost: RunCost }) {
  const reason = costReason(cost);
  return (
    <Tooltip label={reason} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is said on hover must be reachable by keyboard */}
      <span tabIndex={0} className={classes.explained} aria-description={reason}>
        {costText(cost)}
      </span>
    </Tooltip>
  );
}
