import { useWindowVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';
import { useTop } from './use-top.ts';

/** Up to here every row is drawn, so that the browser's own search finds it. */
const mostDrawnWhole = 200;

/**
 * Which rows of a table are to be drawn, by index and inclusive: past 200 only those in sight.
 *
 * @param rowHeight of every row, in pixels
 * @param headHeight what stands above the first row, in pixels
 */
export function useRowsInSight(
  table: RefObject<HTMLTableElement | null>,
  count: number,
  { rowHeight, headHeight }: { readonly rowHeight: number; readonly headHeight: number },
): { readonly first: number; readonly last: number } {
  const top = useTop(table);
  const long = count > mostDrawnWhole;
  const virtualizer = useWindowVirtualizer({
    count: long ? count : 0,
    estimateSize: () => rowHeight,
    scrollMargin: top + headHeight,
    overscan: 12,
  });
  const inSight = virtualizer.getVirtualItems();
  return long
    ? { first: inSight[0]?.index ?? 0, last: inSight.at(-1)?.index ?? -1 }
    : { first: 0, last: count - 1 };
}
