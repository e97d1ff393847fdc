import {
  IconAlertTriangle,
  IconCircleX,
  IconEqual,
  IconPlus,
  type IconProps,
} from '@tabler/icons-react';
import { type ComponentType, useMemo } from 'react';
import type { ConflictChoice, ImportItem } from '#shared/domain/transfer.ts';
import classes from './import-dialog.module.css';

/** More rows are not looked through one by one; what matters comes first. */
const mostShown = 200;

const order: readonly ImportItem['status'][] = ['invalid', 'conflict', 'new', 'same'];

/** What would become of each configuration in the file. */
export function ImportPreview(props: {
  readonly items: readonly ImportItem[];
  readonly choice: ConflictChoice;
}) {
  const { items, choice } = props;
  const sorted = useMemo(
    () =>
      order.flatMap((status) =>
        items.map((item, place) => ({ item, place })).filter(({ item }) => item.status === status),
      ),
    [items],
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={classes.scroll} aria-label="What importing would do" tabIndex={0}>
      <table className={classes.table} aria-label="Configurations in the file">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className={classes.status}>
              Found
            </th>
            <th scope="col">What would be done</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, mostShown).map(({ item, place }) => (
            <Row key={place} item={item} choice={choice} />
          ))}
        </tbody>
      </table>
      {sorted.length > mostShown && (
        <p className={classes.more}>and {(sorted.length - mostShown).toLocaleString('en')} more</p>
      )}
    </section>
  );
}

function Row({ item, choice }: { readonly item: ImportItem; readonly choice: ConflictChoice }) {
  const { icon: Icon, word } = statusWords[item.status];
  return (
    <tr>
      <th scope="row">{item.name}</th>
      <td>
        <span className={classes.mark} data-status={item.status}>
          <Icon size={16} aria-hidden="true" />
          {word}
        </span>
      </td>
      <td>{outcome(item, choice)}</td>
    </tr>
  );
}

const statusWords: Readonly<
  Record<ImportItem['status'], { readonly icon: ComponentType<IconProps>; readonly word: string }>
> = {
  new: { icon: IconPlus, word: 'New' },
  same: { icon: IconEqual, word: 'Same' },
  conflict: { icon: IconAlertTriangle, word: 'Name taken' },
  invalid: { icon: IconCircleX, word: 'Invalid' },
};

function outcome({ status, problems }: ImportItem, choice: ConflictChoice): string {
  switch (status) {
    case 'new':
      return 'It is added. It has no key yet.';
    case 'same':
      return 'Nothing: it is there already.';
    case 'invalid':
      return problems.join(' ');
    case 'conflict':
      switch (choice) {
        case 'skip':
          return 'Nothing: the one that is there stays as it is.';
        case 'keep-both':
          return 'It is added under another name, without a key.';
        case 'replace':
          return problems[0] ?? 'The one that is there gets these fields. Its key stays.';
      }
  }
}
