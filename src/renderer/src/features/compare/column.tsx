import { memo, useId, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Cell, CellPlace } from '#shared/domain/comparison.ts';
import { useComparison } from '../../stores/comparison.ts';
import { cellsOf } from '../../stores/comparison-cells.ts';
import type { DraftColumn } from '../../stores/comparison-draft.ts';
import { ColumnAnswer } from './column-answer.tsx';
import { ColumnFigures } from './column-figures.tsx';
import { ColumnFoot } from './column-foot.tsx';
import { ColumnHeader } from './column-header.tsx';
import { useCellStanding } from './column-runs.ts';
import classes from './columns.module.css';

/** One configuration with its answer: it streams, fails, is stopped and is run again on its own. */
export const Column = memo(function Column(props: {
  readonly column: DraftColumn;
  readonly name: string;
}) {
  const { column, name } = props;
  const id = useId();
  const cells = useColumnCells(column);
  const [chosen, setChosen] = useState<number | null>(null);
  const repeat = chosen ?? latest(cells);
  const cell = cells[repeat] ?? null;
  const place = usePlace(column, repeat);
  const standing = useCellStanding(column, place);

  return (
    <section aria-labelledby={id} className={classes.column}>
      <ColumnHeader id={id} column={column} name={name} place={place} cell={cell} run={standing} />
      <ColumnAnswer column={column} place={place} cell={cell} />
      <ColumnFigures column={column} outcome={standing?.outcome ?? null} />
      <ColumnFoot
        column={column}
        repeats={cells.length}
        repeat={repeat}
        onRepeat={setChosen}
        answered={standing !== null && standing.outcome !== null}
      />
    </section>
  );
});

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
