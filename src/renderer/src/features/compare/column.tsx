import { useId, useMemo, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Cell, CellPlace } from '#shared/domain/comparison.ts';
import { useComparison } from '../../stores/comparison.ts';
import { type CellRun, cellKey, cellsOf } from '../../stores/comparison-cells.ts';
import type { DraftColumn } from '../../stores/comparison-draft.ts';
import { ColumnAnswer } from './column-answer.tsx';
import { ColumnFigures } from './column-figures.tsx';
import { ColumnFoot } from './column-foot.tsx';
import { ColumnHeader } from './column-header.tsx';
import classes from './columns.module.css';
import { useComparedColumn } from './columns-shown.ts';

/** One configuration with its answer: it streams, fails, is stopped and is run again on its own. */
export function Column({ column, name }: { readonly column: DraftColumn; readonly name: string }) {
  const id = useId();
  const cells = useColumnCells(column);
  const [chosen, setChosen] = useState<number | null>(null);
  const repeat = chosen ?? latest(cells);
  const cell = cells[repeat] ?? null;
  const place = usePlace(column, repeat);
  const run = useRun(column, place);

  return (
    <section aria-labelledby={id} className={classes.column}>
      <ColumnHeader id={id} column={column} name={name} place={place} cell={cell} run={run} />
      <ColumnAnswer column={column} place={place} cell={cell} run={run} />
      <ColumnFigures column={column} run={run} />
      <ColumnFoot
        column={column}
        repeats={cells.length}
        repeat={repeat}
        onRepeat={setChosen}
        answered={run !== null && run.outcome !== null}
      />
    </section>
  );
}

/** The run of a cell, with the configuration that it is of. */
function useRun(column: DraftColumn, place: CellPlace | null): CellRun | null {
  const configuration = useComparedColumn(column)?.configuration ?? null;
  const run = useComparison(({ runs }) => (place === null ? null : (runs[cellKey(place)] ?? null)));
  return useMemo(() => run && { ...run, configuration }, [run, configuration]);
}

/** The cells of the prompt that is shown, repeats in order; none until main has told of them. */
function useColumnCells({ place }: DraftColumn): readonly Cell[] {
  return useComparison(
    useShallow(({ rows, shownPrompt }) => {
      const row = shownPrompt === null ? undefined : rows.get(shownPrompt);
      return row === undefined || place === null ? [] : cellsOf(row, place);
    }),
  );
}

function usePlace({ place: column }: DraftColumn, repeat: number): CellPlace | null {
  return useComparison(
    useShallow(({ shownPrompt: prompt }) =>
      prompt === null || column === null ? null : { prompt, column, repeat },
    ),
  );
}

/** The repeat that was begun last, so that what is under way is seen. */
function latest(cells: readonly Cell[]): number {
  return Math.max(
    0,
    cells.findLastIndex(({ state }) => state !== 'pending'),
  );
}
