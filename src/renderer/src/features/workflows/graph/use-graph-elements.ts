import { MarkerType } from '@xyflow/react';
import { useMemo } from 'react';
import type { Drawn } from '../drawn.ts';
import { type Box, boxesOf, linksOf } from './boxes.ts';
import { boxSize, type Layout, linkId } from './layout.ts';
import type { LinkEdge } from './link-line.tsx';
import type { BoxNode } from './step-box.tsx';
import { useLayout } from './use-layout.ts';

interface GraphElements {
  /** Null until there is one. */
  readonly layout: Layout | null;
  readonly nodes: BoxNode[];
  readonly edges: LinkEdge[];
}

/** What React Flow draws. While a new layout is on its way, what the last one had a place for. */
export function useGraphElements(drawn: Drawn): GraphElements {
  const boxes = useMemo(() => boxesOf(drawn), [drawn]);
  const links = useMemo(() => linksOf(drawn), [drawn]);
  const input = useMemo(
    () => ({ ids: boxes.map(({ id }) => id), links: links.map(({ from, to }) => ({ from, to })) }),
    [boxes, links],
  );
  const layout = useLayout(input);
  const nodes = useMemo(
    () =>
      boxes.flatMap((box, index) => {
        const position = layout?.places.get(box.id);
        return position === undefined ? [] : [nodeFor(box, position, index === 0)];
      }),
    [boxes, layout],
  );
  const edges = useMemo(
    () =>
      links.flatMap((link): LinkEdge[] => {
        const points = layout?.routes.get(linkId(link));
        if (points === undefined) return [];
        const { from, to, branch } = link;
        return [
          {
            id: `${from} ${branch ?? ''} ${to}`,
            type: 'link',
            source: from,
            target: to,
            data: { points, branch },
            markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
            // The boxes and the list of steps say the same in words.
            domAttributes: { 'aria-hidden': true },
          },
        ];
      }),
    [links, layout],
  );
  return { layout, nodes, edges };
}

/** Of a known size, so that it need not be measured before it can be drawn. */
function nodeFor(box: Box, position: BoxNode['position'], first: boolean): BoxNode {
  return {
    id: box.id,
    type: 'box',
    position,
    ...boxSize,
    data: { box, first },
    // What can be reached and pressed is the button within.
    domAttributes: { 'aria-roledescription': undefined, 'aria-describedby': undefined },
  };
}
