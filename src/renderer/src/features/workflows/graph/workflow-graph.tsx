import '@xyflow/react/dist/base.css';

import { ReactFlow, ReactFlowProvider } from '@xyflow/react';
import type { KeyboardEvent } from 'react';
import { selectStep, useWorkflowSelection } from '../../../stores/workflow-selection.ts';
import type { Drawn } from '../drawn.ts';
import classes from './graph.module.css';
import { GraphControls } from './graph-controls.tsx';
import { LinkLine } from './link-line.tsx';
import { type Direction, neighbour } from './neighbour.ts';
import { StepBox } from './step-box.tsx';
import { useGraphElements } from './use-graph-elements.ts';
import { useGraphView } from './use-graph-view.ts';
import { zoomLimits } from './viewport.ts';

interface WorkflowGraphProps {
  readonly drawn: Drawn;
  /** Changes where another workflow is drawn, which is then looked at from its beginning. */
  readonly drawnId: string;
  /** Whether steps are still to come: the view follows them, unless a person moved it. */
  readonly growing: boolean;
}

const nodeTypes = { box: StepBox };
const edgeTypes = { link: LinkLine };

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** The workflow, drawn in layers from its trigger on, to be moved, zoomed, and walked through with the arrow keys. */
export function WorkflowGraph(props: WorkflowGraphProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ drawn, drawnId, growing }: WorkflowGraphProps) {
  const { layout, nodes, edges } = useGraphElements(drawn);
  const view = useGraphView({ layout, drawnId, growing });

  function onKeyDown(event: KeyboardEvent) {
    const direction = directions[event.key];
    const from = boxOf(event.target);
    if (direction === undefined || from === null || layout === null) return;
    event.preventDefault();
    const to = neighbour(layout.places, from, direction);
    if (to !== null) focusBox(to, event.currentTarget);
  }

  return (
    <ReactFlow
      className={classes.flow ?? ''}
      aria-label="Steps, to be walked through with the arrow keys"
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      selectionKeyCode={null}
      panActivationKeyCode={null}
      zoomOnDoubleClick={false}
      minZoom={zoomLimits.least}
      maxZoom={zoomLimits.most}
      // Without one of its own, it is that of the line.
      defaultMarkerColor={null}
      proOptions={{ hideAttribution: true }}
      // Without an event it was none of a person's.
      onMoveStart={(event) => event && view.noteMoved()}
      onPaneClick={() => selectStep(null)}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const id = boxOf(event.target);
        if (id === null) return;
        useWorkflowSelection.setState({ stopId: id });
        view.show(id);
      }}
    >
      <GraphControls onZoom={view.noteMoved} onWhole={view.showWhole} />
    </ReactFlow>
  );
}

function boxOf(target: EventTarget): string | null {
  return target instanceof HTMLElement ? (target.dataset.box ?? null) : null;
}

/** Without the browser's own scrolling: the drawing is moved so that the box is seen. */
function focusBox(id: string, within: Element): void {
  within
    .querySelector<HTMLElement>(`[data-box="${CSS.escape(id)}"]`)
    ?.focus({ preventScroll: true });
}
