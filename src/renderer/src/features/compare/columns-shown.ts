import type { ComparedColumn } from '#shared/domain/comparison.ts';
import type { RunConfiguration } from '#shared/domain/run.ts';
import { useComparison } from '../../stores/comparison.ts';
import { type DraftColumn, useComparisonDraft } from '../../stores/comparison-draft.ts';
import { useConfigurations } from '../../stores/configurations.ts';

/** What a column of the page is of: as it was when the comparison began, or as the registry has it now. */
export function useColumnConfiguration(column: DraftColumn): RunConfiguration | null {
  const compared = useComparedColumn(column);
  const now = useConfigurations((state) =>
    state.configurations.find((one) => one.id === column.configurationId),
  );
  return compared?.configuration ?? now ?? null;
}

/** The column of the comparison that is shown; null if that has none for it. */
export function useComparedColumn({ place }: DraftColumn): ComparedColumn | null {
  return useComparison(({ comparison }) =>
    place === null ? null : (comparison?.columns[place] ?? null),
  );
}

/** Whether the comparison that is shown is under way. */
export function useIsRunning(): boolean {
  return useComparison((state) => state.starting || state.comparison?.state === 'running');
}

/** The name of each column; that of the same configuration a second time is numbered. */
function columnNames(
  columns: readonly DraftColumn[],
  nameOf: (column: DraftColumn) => string,
): readonly string[] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const name = nameOf(column);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** The names of the columns of the page, in their order. */
export function useColumnNames(): readonly string[] {
  const columns = useComparisonDraft((state) => state.columns);
  const comparison = useComparison((state) => state.comparison);
  const configurations = useConfigurations((state) => state.configurations);
  return columnNames(columns, ({ place, configurationId }) => {
    const compared = place === null ? undefined : comparison?.columns[place]?.configuration;
    const now = configurations.find(({ id }) => id === configurationId);
    return compared?.name ?? now?.name ?? 'Deleted configuration';
  });
}
