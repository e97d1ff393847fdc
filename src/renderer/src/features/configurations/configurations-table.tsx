import { useMemo, useRef } from 'react';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { RowGap } from '../../ui/row-gap.tsx';
import { useRowsInSight } from '../../ui/use-rows-in-sight.ts';
import { ConfigurationRow } from './configuration-row.tsx';
import classes from './configurations-table.module.css';
import { groupOf, keyGroups } from './shared-keys.ts';

/** In pixels; `configurations-table.module.css` says the same. */
const rowHeight = 40;
const headHeight = 32;

const columns = 7;

/** The table `Configurations`. Past 200 rows it draws only those in sight. */
export function ConfigurationsTable(props: {
  readonly configurations: readonly ConfigurationView[];
}) {
  const { configurations } = props;
  const all = useConfigurations((state) => state.configurations);
  const effective = useConfigurations((state) => state.effectiveDefault);
  const groups = useMemo(() => keyGroups(all), [all]);
  const table = useRef<HTMLTableElement>(null);
  const { first, last } = useRowsInSight(table, configurations.length, { rowHeight, headHeight });

  return (
    <table
      ref={table}
      className={classes.table}
      aria-label="Configurations"
      aria-rowcount={configurations.length + 1}
    >
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col" className={classes.name}>
            Name
          </th>
          <th scope="col" className={classes.provider}>
            Provider
          </th>
          <th scope="col">Model</th>
          <th scope="col" className={classes.key}>
            Key
          </th>
          <th scope="col" className={classes.default}>
            Default
          </th>
          <th scope="col" className={classes.updated}>
            Updated
          </th>
          <th scope="col" className={classes.actions}>
            <span className={classes.unseen}>Actions</span>
          </th>
        </tr>
      </thead>
      <RowGap height={first * rowHeight} columns={columns} />
      <tbody>
        {configurations.slice(first, last + 1).map((one, index) => (
          <ConfigurationRow
            key={one.id}
            configuration={one}
            rowIndex={first + index + 2}
            effective={effective?.id === one.id ? effective : null}
            keyGroup={groupOf(one, groups)}
          />
        ))}
      </tbody>
      <RowGap height={(configurations.length - 1 - last) * rowHeight} columns={columns} />
    </table>
  );
}
