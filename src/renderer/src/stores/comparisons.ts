import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ComparisonSummary } from '#shared/domain/comparison.ts';
import { on, request } from '../api/client.ts';
import { createPagedSearch, type PagedSearch } from './paged-search.ts';

/** The acting member's comparisons, while a part of the window lists them. Ask only with `generate`. */
export function useComparisons(): PagedSearch<ComparisonSummary> {
  const [store] = useState(() =>
    createPagedSearch(async (page) => {
      const { comparisons, ...rest } = await request('comparisons.list', page);
      return { ...rest, items: comparisons };
    }),
  );
  useEffect(() => {
    void store.getState().refresh();
    return on('comparisons.changed', () => void store.getState().refresh());
  }, [store]);
  return useStore(store);
}
