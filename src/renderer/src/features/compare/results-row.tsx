import { Loader } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconClock, IconPlayerStop } from '@tabler/icons-react';
import { memo } from 'react';
import type { Cell } from '#shared/domain/comparison.ts';
import { useComparison } from '../../stores/comparison.ts';
import { cellsOf } from '../../stores/comparison-cells.ts';
import { announceFailure } from '../../ui/notices.ts';
import { cellFigures, cellsState, cellWords } from './cell-words.ts';
import { rowButtonId } from './places.ts';
import classes from './results.module.css';

/** A prompt, and how it stands in each column. Opened, the columns show what was answered to it. */
export const ResultsRow = memo(function ResultsRow(props: {
  readonly place: number;
  readonly columns: number;
}) {
  const { place } = props;
  const row = useComparison((state) => state.rows.get(place));
  return (
    <tr aria-rowindex={place + 2}>
      <th scope="row">
        <button
          type="button"
          id={rowButtonId(place)}
          className={classes.open}
          disabled={row === undefined}
          onClick={() => void useComparison.getState().showPrompt(place).catch(announceFailure)}
        >
          <span className={classes.number}>{(place + 1).toLocaleString('en')}</span>
          {row?.prompt.slice(0, 300) ?? '…'}
        </button>
      </th>
      {Array.from({ length: props.columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a comparison keep their places
        <td key={column}>{row !== undefined && <CellsOf cells={cellsOf(row, column)} />}</td>
      ))}
    </tr>
  );
});

const icons = {
  pending: IconClock,
  running: null,
  done: IconCheck,
  failed: IconAlertCircle,
  cancelled: IconPlayerStop,
} as const;

function CellsOf({ cells }: { readonly cells: readonly Cell[] }) {
  const state = cellsState(cells);
  const Icon = icons[state];
  return (
    <div className={classes.cell} data-state={state}>
      {Icon === null ? (
        <Loader size={14} aria-hidden="true" />
      ) : (
        <Icon size={16} aria-hidden="true" />
      )}
      <span>
        {cellWords(cells)}
        {state === 'done' && <span className={classes.spread}>{cellFigures(cells)}</span>}
      </span>
    </div>
  );
}
