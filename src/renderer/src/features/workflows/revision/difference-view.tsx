import { useMemo } from 'react';
import { type DifferenceRow, difference } from './difference.ts';
import classes from './difference-view.module.css';

/** What is different between two texts: signs and words tell it, not colours alone. */
export function DifferenceView({
  before,
  after,
}: {
  readonly before: string;
  readonly after: string;
}) {
  const rows = useMemo(() => difference(before, after), [before, after]);
  if (rows.every(({ kind }) => kind === 'same' || kind === 'left-out')) {
    return <p className={classes.none}>Nothing is different.</p>;
  }
  return (
    // biome-ignore-start lint/a11y: a scrolling container must be reachable by keyboard
    <div className={classes.difference} role="group" aria-label="Difference" tabIndex={0}>
      {/* biome-ignore-end lint/a11y: as above */}
      {rows.map((row) => (
        <Row key={`${row.kind} ${row.line}`} row={row} />
      ))}
    </div>
  );
}

const signs = { same: ' ', added: '+', removed: '−' } as const;
const elements = { same: 'span', added: 'ins', removed: 'del' } as const;

function Row({ row }: { readonly row: DifferenceRow }) {
  if (row.kind === 'left-out') {
    return <div className={classes.leftOut}>{row.count} lines that stay the same</div>;
  }
  const Text = elements[row.kind];
  return (
    <div className={classes.row} data-kind={row.kind}>
      <span className={classes.line} aria-hidden="true">
        {row.line}
      </span>
      <span className={classes.sign} aria-hidden="true">
        {signs[row.kind]}
      </span>
      <Text className={classes.text}>
        {row.pieces.map((piece, index) =>
          piece.changed ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have an order and nothing else
            <mark key={index}>{piece.text}</mark>
          ) : (
            piece.text
          ),
        )}
      </Text>
    </div>
  );
}
