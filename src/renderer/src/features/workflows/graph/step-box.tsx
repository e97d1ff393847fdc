import { IconDots } from '@tabler/icons-react';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { selectStep, useWorkflowSelection } from '../../../stores/workflow-selection.ts';
import { stepKinds } from '../step-kinds.ts';
import type { Box } from './boxes.ts';
import classes from './graph.module.css';

export type BoxNode = Node<{ readonly box: Box; readonly first: boolean }, 'box'>;

/** Of a step whose kind has not come yet. */
const coming = { word: 'Step', icon: IconDots };

/** A step in the graph: its kind by icon and word, and its name. Of all boxes Tab leads to one; arrow keys go on from it. */
export const StepBox = memo(function StepBox({ data: { box, first } }: NodeProps<BoxNode>) {
  const selected = useWorkflowSelection((state) => state.selectedId === box.id);
  const tabStop = useWorkflowSelection(({ stopId }) =>
    stopId === null ? first : stopId === box.id,
  );
  const { word, icon: Icon } = box.kind === null ? coming : stepKinds[box.kind];
  return (
    <>
      <Handle type="target" position={Position.Top} className={classes.end ?? ''} />
      <button
        type="button"
        className={classes.box}
        data-box={box.id}
        data-kind={box.kind ?? 'coming'}
        aria-label={box.label}
        aria-pressed={selected}
        tabIndex={tabStop ? 0 : -1}
        onClick={() => selectStep(selected ? null : box.id)}
      >
        <span className={classes.boxIcon}>
          <Icon size={18} stroke={1.7} aria-hidden="true" />
        </span>
        <span className={classes.boxText}>
          <span className={classes.boxName} title={box.name}>
            {box.name}
          </span>{' '}
          <span className={classes.boxKind}>{word}</span>
        </span>
      </button>
      <Handle type="source" position={Position.Bottom} className={classes.end ?? ''} />
    </>
  );
});
