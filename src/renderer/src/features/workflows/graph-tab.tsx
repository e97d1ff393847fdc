import { Button, VisuallyHidden } from '@mantine/core';
import { IconListNumbers, IconRouteOff, IconSitemap } from '@tabler/icons-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { Workflow } from '#shared/domain/workflow.ts';
import { useWorkflowEditor } from '../../stores/workflow-editor.ts';
import { useWorkflowSelection } from '../../stores/workflow-selection.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RunNote } from '../generate/run-note.tsx';
import { useComingDraft } from './draft-commands.ts';
import { type Drawn, drawnOf, drawnPartially } from './drawn.ts';
import classes from './graph-tab.module.css';
import { StepDetails } from './step-details.tsx';
import { StepList } from './step-list.tsx';

const WorkflowGraph = lazy(async () => ({
  default: (await import('./graph/workflow-graph.tsx')).WorkflowGraph,
}));

/** The steps as a graph, or as a list on demand; to a screen reader always as a list too. */
export function GraphTab() {
  const { drawn, drawnId, growing, stale, workflow } = useDrawn();
  const [listed, setListed] = useState(false);
  const selectedId = useWorkflowSelection((state) => state.selectedId);
  const Icon = listed ? IconSitemap : IconListNumbers;
  return (
    <section aria-label="Workflow graph" aria-busy={growing} className={classes.graph}>
      {stale && (
        <RunNote>
          The JSON does not have the form of a workflow now. This is what it was before.
        </RunNote>
      )}
      {drawn === null ? (
        <NothingDrawn growing={growing} />
      ) : (
        <div className={classes.views}>
          <div className={classes.view}>
            <Button
              className={classes.switch ?? ''}
              size="compact-xs"
              variant="default"
              leftSection={<Icon size={14} aria-hidden="true" />}
              onClick={() => setListed(!listed)}
            >
              {listed ? 'Show as graph' : 'Show as list'}
            </Button>
            {listed ? (
              <div className={classes.list}>
                <StepList drawn={drawn} selectable={!growing} />
              </div>
            ) : (
              <>
                <Suspense fallback={null}>
                  <WorkflowGraph drawn={drawn} drawnId={drawnId} growing={growing} />
                </Suspense>
                <VisuallyHidden>
                  <StepList drawn={drawn} selectable={false} />
                </VisuallyHidden>
              </>
            )}
          </div>
          {selectedId !== null && <StepDetails id={selectedId} drawn={drawn} workflow={workflow} />}
        </div>
      )}
    </section>
  );
}

interface ShownGraph {
  readonly drawn: Drawn | null;
  readonly drawnId: string;
  readonly growing: boolean;
  /** Whether the text says something else by now. */
  readonly stale: boolean;
  /** The whole of it; null where it is still coming. */
  readonly workflow: Workflow | null;
}

/** What is drawn: a new draft as far as it has come, else the workflow that is there. */
function useDrawn(): ShownGraph {
  const workflow = useWorkflowEditor((state) => state.drawn);
  const nr = useWorkflowEditor((state) => state.nr);
  const broken = useWorkflowEditor(({ text, checked }) => text !== '' && checked.workflow === null);
  const draft = useComingDraft();
  const partial = draft?.partial ?? null;
  const whole = useMemo(() => workflow && drawnOf(workflow), [workflow]);
  const written = useMemo(() => partial && drawnPartially(partial), [partial]);
  if (draft !== null) {
    return {
      drawn: written,
      drawnId: draft.id,
      growing: draft.outcome === null,
      stale: false,
      workflow: null,
    };
  }
  return {
    drawn: whole,
    drawnId: String(nr),
    growing: false,
    stale: broken && whole !== null,
    workflow,
  };
}

function NothingDrawn({ growing }: { readonly growing: boolean }) {
  if (growing) return <p className={classes.waiting}>Steps appear here as they come.</p>;
  return (
    <EmptyState icon={IconRouteOff} title="Nothing to draw">
      What is there does not have the form of a workflow. Look at it as JSON: what is wrong stands
      below.
    </EmptyState>
  );
}
