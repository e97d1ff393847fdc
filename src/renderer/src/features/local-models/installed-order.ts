import type { LocalModel } from '#shared/domain/local-model.ts';
import { capabilitiesOf } from './capabilities.tsx';

/** What the table can be sorted by. */
export type SortColumn =
  | 'name'
  | 'parameters'
  | 'quantisation'
  | 'size'
  | 'family'
  | 'context'
  | 'modified';

export interface Order {
  readonly column: SortColumn;
  readonly descending: boolean;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** In that order; what is not known comes last either way. Equals are ordered by name. */
export function ordered(models: readonly LocalModel[], order: Order): readonly LocalModel[] {
  const { column, descending } = order;
  return [...models].sort((one, other) => {
    const [a, b] = [keyOf(one, column), keyOf(other, column)];
    if (a === null || b === null) return a === b ? byName(one, other) : a === null ? 1 : -1;
    const compared =
      typeof a === 'number' && typeof b === 'number'
        ? a - b
        : collator.compare(String(a), String(b));
    return (descending ? -compared : compared) || byName(one, other);
  });
}

/** The order after a click on the head of `column`: figures begin with the largest, words with the first. */
export function nextOrder(order: Order, column: SortColumn): Order {
  if (order.column === column) return { column, descending: !order.descending };
  return { column, descending: figures.has(column) };
}

const figures: ReadonlySet<SortColumn> = new Set(['parameters', 'size', 'context', 'modified']);

/** Those that hold every word of `search` in what is written of them. */
export function foundBy(models: readonly LocalModel[], search: string): readonly LocalModel[] {
  const words = search.toLocaleLowerCase('en').split(/\s+/).filter(Boolean);
  if (words.length === 0) return models;
  return models.filter((model) => {
    const { name, family, parameterSize, quantisation } = model;
    const written = [name, family, parameterSize, quantisation, ...capabilitiesOf(model)]
      .join('\n')
      .toLocaleLowerCase('en');
    return words.every((word) => written.includes(word));
  });
}

function byName(one: LocalModel, other: LocalModel): number {
  return collator.compare(one.name, other.name);
}

function keyOf(model: LocalModel, column: SortColumn): string | number | null {
  switch (column) {
    case 'name':
      return model.name;
    case 'parameters':
      return countOf(model.parameterSize);
    case 'quantisation':
      return model.quantisation;
    case 'size':
      return model.sizeBytes;
    case 'family':
      return model.family;
    case 'context':
      return model.contextLength;
    case 'modified':
      return model.modifiedAt === null ? null : Date.parse(model.modifiedAt);
  }
}

const units: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

/** @example countOf('8.0B') // 8_000_000_000 */
function countOf(parameterSize: string | null): number | null {
  const [, figure, unit = ''] = /^([\d.]+)\s*([KMBT]?)/i.exec(parameterSize ?? '') ?? [];
  return figure === undefined ? null : Number(figure) * (units[unit.toUpperCase()] ?? 1);
}
