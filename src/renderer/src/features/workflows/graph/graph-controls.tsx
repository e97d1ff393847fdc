import { ActionIcon } from '@mantine/core';
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { Panel, useReactFlow, useStore } from '@xyflow/react';
import classes from './graph.module.css';
import { zoomLimits } from './viewport.ts';

/** Zooming for who has no wheel, and the way back to the whole. */
export function GraphControls(props: {
  readonly onZoom: () => void;
  readonly onWhole: () => void;
}) {
  const { onZoom, onWhole } = props;
  const { zoomIn, zoomOut } = useReactFlow();
  const zoom = useStore(({ transform }) => transform[2]);
  return (
    <Panel position="bottom-left" className={classes.controls ?? ''}>
      <ActionIcon.Group>
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Zoom out"
          title="Zoom out"
          disabled={zoom <= zoomLimits.least}
          onClick={() => {
            onZoom();
            void zoomOut();
          }}
        >
          <IconMinus size={16} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Zoom in"
          title="Zoom in"
          disabled={zoom >= zoomLimits.most}
          onClick={() => {
            onZoom();
            void zoomIn();
          }}
        >
          <IconPlus size={16} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Show the whole graph"
          title="Show the whole graph"
          onClick={onWhole}
        >
          <IconMaximize size={16} aria-hidden="true" />
        </ActionIcon>
      </ActionIcon.Group>
      <span className={classes.zoom}>{Math.round(zoom * 100)} %</span>
    </Panel>
  );
}
