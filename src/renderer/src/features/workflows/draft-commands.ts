import { useConfigurations } from '../../stores/configurations.ts';
import type { Drafting } from '../../stores/workflow-drafting.ts';
import { useWorkflowDrafts } from '../../stores/workflow-drafts.ts';
import { useWorkflowEditor } from '../../stores/workflow-editor.ts';

/** The configuration that was chosen, or null for the default: also when the one chosen is gone. */
function chosenConfigurationId(): string | null {
  const { configurationId } = useWorkflowDrafts.getState();
  const { configurations } = useConfigurations.getState();
  return configurations.some(({ id }) => id === configurationId) ? configurationId : null;
}

/** Has a workflow drafted from what was written. */
export function startDraft(): void {
  const { words, start } = useWorkflowDrafts.getState();
  void start({ configurationId: chosenConfigurationId(), words, revised: null });
}

/** Has the workflow that is there changed. */
export function startRevision(): void {
  const { instruction, start } = useWorkflowDrafts.getState();
  const { workflow } = useWorkflowEditor.getState().checked;
  if (workflow === null) return;
  void start({ configurationId: chosenConfigurationId(), words: instruction, revised: workflow });
}

/** Asks once more for what was asked for. */
export function draftAgain({ request }: Drafting): void {
  void useWorkflowDrafts.getState().start(request);
}

/** Whether a draft or a revision is under way. */
export function useDraftRuns(): boolean {
  return useWorkflowDrafts(({ drafting }) => drafting !== null && drafting.outcome === null);
}

/** The new workflow that has not become the one in the editor: under way, or broken off; null where there is none. */
export function useComingDraft(): Drafting | null {
  return useWorkflowDrafts(({ drafting }) => (isComing(drafting) ? drafting : null));
}

/** The draft that is to be told of: not one whose workflow is not the one in the editor any more. */
export function useToldDraft(): Drafting | null {
  const shownId = useWorkflowEditor((state) => state.origin?.draftId);
  return useWorkflowDrafts(({ drafting }) => {
    if (drafting === null || drafting.request.revised !== null || isComing(drafting)) {
      return drafting;
    }
    return drafting.id === shownId ? drafting : null;
  });
}

/** Whether the workflow in the editor is not what is shown, or is about to change: then it is not saved, nor undone. */
export function isBlocked(drafting: Drafting | null): boolean {
  const proposed = drafting?.request.revised != null && drafting.outcome?.type === 'drafted';
  return drafting?.outcome === null || isComing(drafting) || proposed;
}

function isComing(drafting: Drafting | null): boolean {
  if (drafting === null || drafting.request.revised !== null) return false;
  return drafting.outcome?.type !== 'drafted' && drafting.outcome?.type !== 'invalid';
}
