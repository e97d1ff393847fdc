import { type RefObject, useEffect, useRef } from 'react';
import type { Comparison } from '#shared/domain/comparison.ts';
import { useComparison } from '../../stores/comparison.ts';
import { announceFailure } from '../../ui/notices.ts';
import { RowGap } from '../../ui/row-gap.tsx';
import { useRowsInSight } from '../../ui/use-rows-in-sight.ts';
import { TableScroller } from '../activity/usage/table-scroller.tsx';
import { rowButtonId } from './places.ts';
import classes from './results.module.css';
import { ResultsRow } from './results-row.tsx';

/** In pixels; `results.module.css` says the same. */
const heights = { rowHeight: 48, headHeight: 32 };
/** Of the prompts, and of each column. */
const [promptWidth, columnWidth] = [200, 120];

/** A row for each prompt. Past 200 only those in sight are drawn, and only those are asked for. */
export function ResultsTable(props: {
  readonly comparison: Comparison;
  /** The prompt that was opened last, whose row then gets the focus back. */
  readonly lastPrompt: RefObject<number | null>;
}) {
  const { comparison, lastPrompt } = props;
  const { id, promptCount, columns } = comparison;
  const table = useRef<HTMLTableElement>(null);
  const { first, last } = useRowsInSight(table, promptCount, heights);

  // biome-ignore lint/correctness/useExhaustiveDependencies: of another comparison others are needed
  useEffect(() => {
    useComparison.getState().needRows(first, last).catch(announceFailure);
  }, [id, first, last]);

  useEffect(() => {
    const top = (table.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    const rows = (lastPrompt.current ?? 0) * heights.rowHeight;
    if (lastPrompt.current !== null) window.scrollTo({ top: top + rows - window.innerHeight / 2 });
  }, [lastPrompt]);

  useEffect(() => {
    const place = lastPrompt.current;
    if (place === null || place < first || place > last) return;
    lastPrompt.current = null;
    document.getElementById(rowButtonId(place))?.focus({ preventScroll: true });
  }, [lastPrompt, first, last]);

  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return (
    <TableScroller label="Results, scrollable">
      <table
        ref={table}
        className={`${classes.table} ${classes.prompts}`}
        style={{ minWidth: promptWidth + columns.length * columnWidth }}
        aria-label="Results"
        aria-rowcount={promptCount + 1}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">Prompt</th>
            {columns.map(({ configuration }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a comparison keep their places
              <th key={place} scope="col" title={configuration.name}>
                {configuration.name}
              </th>
            ))}
          </tr>
        </thead>
        <RowGap height={first * heights.rowHeight} columns={columns.length + 1} />
        <tbody>
          {shown.map((place) => (
            <ResultsRow key={place} place={place} columns={columns.length} />
          ))}
        </tbody>
        <RowGap
          height={(promptCount - 1 - last) * heights.rowHeight}
          columns={columns.length + 1}
        />
      </table>
    </TableScroller>
  );
}
