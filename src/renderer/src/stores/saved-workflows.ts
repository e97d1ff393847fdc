import { useEffect, useState } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { WorkflowSummary } from '#shared/domain/saved-workflow.ts';
import { on, request, sentenceOf } from '../api/client.ts';

interface SavedWorkflowsState {
  /** The one saved last first; null until the first answer. */
  readonly workflows: readonly WorkflowSummary[] | null;
  /** What a person should know of how they are kept, as a sentence. */
  readonly notice: string | null;
  /** Why the last request failed, as a sentence. */
  readonly failure: string | null;
  refresh(): Promise<void>;
}

/** The acting member's workflows, kept up to date while a part of the window shows them. Ask only with `generate`. */
export function useSavedWorkflows(): SavedWorkflowsState {
  const [store] = useState(createSavedWorkflows);
  useEffect(() => {
    void store.getState().refresh();
    return on('workflows.changed', () => void store.getState().refresh());
  }, [store]);
  return useStore(store);
}

function createSavedWorkflows(): StoreApi<SavedWorkflowsState> {
  /** Grows with every question: an answer that was overtaken by another question is dropped. */
  let asking = 0;

  return createStore<SavedWorkflowsState>()((set) => ({
    workflows: null,
    notice: null,
    failure: null,
    async refresh() {
      asking += 1;
      const asked = asking;
      try {
        const answer = await request('workflows.list', {});
        if (asked === asking) set({ ...answer, failure: null });
      } catch (error) {
        if (asked === asking) set({ failure: sentenceOf(error) });
      }
    },
  }));
}
