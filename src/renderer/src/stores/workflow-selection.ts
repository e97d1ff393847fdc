import { create } from 'zustand';

interface WorkflowSelectionState {
  /** The step whose details are shown; null for none. */
  readonly selectedId: string | null;
  /** The box of the graph that Tab leads to; null for the first. Arrow keys go on from there. */
  readonly stopId: string | null;
}

/** What in the workflow that is shown is being looked at. Boxes follow it one by one: a large graph is not drawn anew. */
export const useWorkflowSelection = create<WorkflowSelectionState>()(() => ({
  selectedId: null,
  stopId: null,
}));

/** Shows the details of a step, and lets Tab lead to it; of none for null. */
export function selectStep(id: string | null): void {
  useWorkflowSelection.setState((state) => ({ selectedId: id, stopId: id ?? state.stopId }));
}
