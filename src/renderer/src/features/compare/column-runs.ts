import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { CellPlace } from '#shared/domain/comparison.ts';
import { useComparison } from '../../stores/comparison.ts';
import { type CellRun, cellKey } from '../../stores/comparison-cells.ts';
import type { DraftColumn } from '../../stores/comparison-draft.ts';
import { useComparedColumn } from './columns-shown.ts';

/** The run of a cell, with the configuration that it is of; changes with every piece of its text. */
export function useCellRun(column: DraftColumn, place: CellPlace | null): CellRun | null {
  const run = useComparison(({ runs }) => runAt(runs, place));
  return useWithConfiguration(column, run);
}

/** The same for what does not show its text: of which there is only whether there is any. Seldom changes while it streams. */
export function useCellStanding(column: DraftColumn, place: CellPlace | null): CellRun | null {
  const run = useComparison(
    useShallow(({ runs }) => {
      const found = runAt(runs, place);
      return found && { ...found, text: found.text === '' ? '' : '…', reasoning: '' };
    }),
  );
  return useWithConfiguration(column, run);
}

/** What has arrived by now, for what is done with it once. */
export function textNow(place: CellPlace): string {
  return runAt(useComparison.getState().runs, place)?.text ?? '';
}

function runAt(runs: Readonly<Record<string, CellRun>>, place: CellPlace | null): CellRun | null {
  return place === null ? null : (runs[cellKey(place)] ?? null);
}

function useWithConfiguration(column: DraftColumn, run: CellRun | null): CellRun | null {
  const configuration = useComparedColumn(column)?.configuration ?? null;
  return useMemo(() => run && { ...run, configuration }, [run, configuration]);
}
