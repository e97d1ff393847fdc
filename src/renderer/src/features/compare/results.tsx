import { Progress } from '@mantine/core';
import type { RefObject } from 'react';
import { useComparison } from '../../stores/comparison.ts';
import { allCells, countsWords, totalOf } from './comparison-words.ts';
import classes from './results.module.css';
import { ResultsTable } from './results-table.tsx';
import { SummaryTable } from './summary-table.tsx';

/** What many prompts have brought: how far it is, the figures of each column, a row for each prompt. */
export function Results({ lastPrompt }: { readonly lastPrompt: RefObject<number | null> }) {
  const comparison = useComparison((state) => state.comparison);
  if (comparison === null) return null;
  const cells = allCells(comparison);
  const share = (count: number) => (count / Math.max(1, totalOf(cells))) * 100;
  return (
    <div className={classes.results}>
      <Progress.Root
        size="sm"
        transitionDuration={150}
        role="progressbar"
        aria-label="Answers"
        aria-valuemin={0}
        aria-valuemax={totalOf(cells)}
        aria-valuenow={cells.done}
        aria-valuetext={countsWords(comparison)}
      >
        {/* Told as one: how much of it failed is in the words. */}
        <Progress.Section value={share(cells.done)} withAria={false} />
        {cells.failed > 0 && (
          <Progress.Section value={share(cells.failed)} withAria={false} color="red" />
        )}
      </Progress.Root>
      <SummaryTable comparison={comparison} />
      <ResultsTable comparison={comparison} lastPrompt={lastPrompt} />
    </div>
  );
}
