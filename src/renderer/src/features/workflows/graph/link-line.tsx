import type { Edge, EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import classes from './graph.module.css';
import type { Point } from './layout.ts';
import { linkMiddle, linkPath } from './link-path.ts';

export type LinkEdge = Edge<
  { readonly points: readonly Point[]; readonly branch: 'whenTrue' | 'whenFalse' | null },
  'link'
>;

/** The line from a step to one that waits for it, along the way that the layout found between the boxes. */
export const LinkLine = memo(function LinkLine({ data, markerEnd }: EdgeProps<LinkEdge>) {
  const points = data?.points ?? [];
  const at = linkMiddle(points);
  return (
    <>
      <path className={classes.line} d={linkPath(points)} markerEnd={markerEnd} />
      {data?.branch && (
        <text className={classes.branch} x={at.x} y={at.y}>
          {data.branch === 'whenTrue' ? 'if true' : 'if false'}
        </text>
      )}
    </>
  );
});
