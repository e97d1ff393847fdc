import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useTop } from '../../ui/use-top.ts';
import { ConfigurationRow } from './configuration-row.tsx';
import classes from './configurations-table.module.css';
import { groupOf, keyGroups } from './shared-keys.ts';

/** In pixels; `configurations-table.module.css` says the same. */
const rowHeight = 40;
const headHeight = 32;

/** Up to here every row is drawn, so that the browser's own search finds it. */
const mostDrawnWhole = 200;

/** The table `Configurations`. Past 200 rows it draws only those in sight. */
export function ConfigurationsTable(props: {
  readonly configurations: readonly ConfigurationView[];
}) {
  const { configurations } = props;
  const all = useConfigurations((state) => state.configurations);
  const effective = useConfigurations((state) => state.effectiveDefault);
  const groups = useMemo(() => keyGroups(all), [all]);
  const table = useRef<HTMLTableElement>(null);
  const top = useTop(table);
  const long = configurations.length > mostDrawnWhole;
  const virtualizer = useWindowVirtualizer({
    count: long ? configurations.length : 0,
    estimateSize: () => rowHeight,
    scrollMargin: top + headHeight,
    overscan: 12,
  });

  const inSight = virtualizer.getVirtualItems();
  const first = long ? (inSight[0]?.index ?? 0) : 0;
  const last = long ? (inSight.at(-1)?.index ?? -1) : configurations.length - 1;

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
      <Gap rows={first} />
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
      <Gap rows={configurations.length - 1 - last} />
    </table>
  );
}

/** The room of rows that are not drawn. */
function Gap({ rows }: { readonly rows: number }) {
  if (rows <= 0) return null;
  return (
    <tbody aria-hidden="true">
      <tr>
        <td colSpan={7} style={{ height: rows * rowHeight, padding: 0, border: 0 }} />
      </tr>
    </tbody>
  );
}
