import { IconColumns2 } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { useComparison } from '../../stores/comparison.ts';
import { useComparisonDraft } from '../../stores/comparison-draft.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Column } from './column.tsx';
import classes from './columns.module.css';
import { useColumnNames } from './columns-shown.ts';

/** The configurations side by side, each with its answer to the same prompt. */
export function Columns() {
  const columns = useComparisonDraft((state) => state.columns);
  const asked = useComparison((state) => state.comparison?.id);
  const names = useColumnNames();
  if (columns.length === 0) {
    return (
      <EmptyState icon={IconColumns2} title="Nothing to compare yet">
        Add two to six configurations. Their answers appear here side by side as they arrive, with
        the time, tokens and cost of each.
      </EmptyState>
    );
  }
  return (
    // biome-ignore-start lint/a11y: a scrolling container must be reachable by keyboard
    <div
      className={classes.scroller}
      style={{ '--columns': columns.length } as CSSProperties}
      role="group"
      aria-label="Columns"
      tabIndex={0}
    >
      {/* biome-ignore-end lint/a11y: as above */}
      <div className={classes.columns}>
        {columns.map((column, index) => (
          <Column key={`${column.key} ${asked}`} column={column} name={names[index] ?? ''} />
        ))}
      </div>
    </div>
  );
}
