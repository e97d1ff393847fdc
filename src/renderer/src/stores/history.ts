import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ConversationSummary } from '#shared/domain/history.ts';
import { on, request } from '../api/client.ts';
import { createPagedSearch, type PagedSearch } from './paged-search.ts';

/** The acting member's history, while a part of the window shows it. Ask only with `generate`. */
export function useHistory(): PagedSearch<ConversationSummary> {
  const [store] = useState(() =>
    createPagedSearch(async (page) => {
      const { conversations, ...rest } = await request('history.list', page);
      return { ...rest, items: conversations };
    }),
  );
  useEffect(() => {
    void store.getState().refresh();
    return on('history.changed', () => void store.getState().refresh());
  }, [store]);
  return useStore(store);
}
