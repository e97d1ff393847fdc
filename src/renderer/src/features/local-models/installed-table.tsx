import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import type { LocalModel } from '#shared/domain/local-model.ts';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { RowGap } from '../../ui/row-gap.tsx';
import { useRowsInSight } from '../../ui/use-rows-in-sight.ts';
import type { Order, SortColumn } from './installed-order.ts';
import { InstalledRow } from './installed-row.tsx';
import classes from './installed-table.module.css';

/** In pixels; `installed-table.module.css` says the same. */
const rowHeight = 44;
const headHeight = 32;
const columns = 10;

interface Props {
  readonly server: LocalServer;
  /** As they are to be listed. */
  readonly models: readonly LocalModel[];
  readonly stale: boolean;
  readonly order: Order;
  readonly onSort: (column: SortColumn) => void;
  /** Names. */
  readonly chosen: ReadonlySet<string>;
  readonly onSelect: (name: string, on: boolean) => void;
  readonly onSelectAll: (on: boolean) => void;
}

/** The table `Installed models`. Past 200 rows it draws only those in sight. */
export function InstalledTable(props: Props) {
  const { server, models, chosen, order, onSort } = props;
  const table = useRef<HTMLTableElement>(null);
  const { first, last } = useRowsInSight(table, models.length, { rowHeight, headHeight });
  const head = (column: SortColumn, className: string | undefined, children: ReactNode) => (
    <SortableHead column={column} className={className} order={order} onSort={onSort}>
      {children}
    </SortableHead>
  );
  return (
    <table
      ref={table}
      className={classes.table}
      aria-label="Installed models"
      aria-rowcount={models.length + 1}
      data-stale={props.stale || undefined}
    >
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col" className={classes.select}>
            <input
              type="checkbox"
              aria-label="Select all"
              className={classes.checkbox}
              checked={models.every(({ name }) => chosen.has(name))}
              onChange={(event) => props.onSelectAll(event.currentTarget.checked)}
            />
          </th>
          {head('name', undefined, 'Name')}
          {head('parameters', classes.parameters, 'Parameters')}
          {head('quantisation', classes.quantisation, 'Quantisation')}
          {head('size', classes.size, 'Size')}
          {head('family', classes.family, 'Family')}
          <th scope="col" className={classes.capabilities}>
            Capabilities
          </th>
          {head('context', classes.context, 'Context')}
          {head('modified', classes.modified, 'Modified')}
          <th scope="col" className={classes.actions}>
            <span className={classes.unseen}>Actions</span>
          </th>
        </tr>
      </thead>
      <RowGap height={first * rowHeight} columns={columns} />
      <tbody>
        {models.slice(first, last + 1).map((model, index) => (
          <InstalledRow
            key={model.name}
            server={server}
            model={model}
            rowIndex={first + index + 2}
            selected={chosen.has(model.name)}
            onSelect={props.onSelect}
          />
        ))}
      </tbody>
      <RowGap height={(models.length - 1 - last) * rowHeight} columns={columns} />
    </table>
  );
}

function SortableHead(props: {
  readonly column: SortColumn;
  readonly className: string | undefined;
  readonly order: Order;
  readonly onSort: (column: SortColumn) => void;
  readonly children: ReactNode;
}) {
  const { column, order } = props;
  const sorted = order.column === column;
  const Icon = order.descending ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      className={props.className}
      aria-sort={sorted ? (order.descending ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" className={classes.sort} onClick={() => props.onSort(column)}>
        {props.children}
        {sorted && <Icon size={14} aria-hidden="true" />}
      </button>
    </th>
  );
}
