import { IconChartBar } from '@tabler/icons-react';
import { Link } from 'wouter';
import { EmptyState } from '../../ui/empty-state.tsx';

/** Says what will stand here. */
export function Usage() {
  return (
    <EmptyState icon={IconChartBar} title="Usage is not in this version yet">
      The tokens, time and cost of every run will be added up here, by configuration, model and day.
      Until then, <Link href="/generate">Generate</Link> shows the figures of each run.
    </EmptyState>
  );
}
