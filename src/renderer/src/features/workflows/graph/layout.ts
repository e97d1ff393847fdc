import { Graph, layout } from '@dagrejs/dagre';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What is to be laid out: boxes of one size, and what leads from which to which. */
export interface LayoutInput {
  readonly ids: readonly string[];
  /** Those that name a box which is not there are left out. */
  readonly links: readonly { readonly from: string; readonly to: string }[];
}

export interface Layout {
  /** Top left corners. */
  readonly places: ReadonlyMap<string, Point>;
  /** By `linkId`: the points that the line goes through, from one box's edge to the other's. */
  readonly routes: ReadonlyMap<string, readonly Point[]>;
}

export const boxSize = { width: 224, height: 60 } as const;

export function linkId({ from, to }: LayoutInput['links'][number]): string {
  return JSON.stringify([from, to]);
}

/**
 * Places boxes in layers, from top to bottom, each below all that lead to it. Takes a few hundred milliseconds for a few
 * hundred boxes: not for the thread that the page is drawn by.
 */
export function layOut({ ids, links }: LayoutInput): Layout {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 28, edgesep: 20, ranksep: 52 });
  graph.setDefaultEdgeLabel(() => ({}));
  // dagre keeps what it knows in plain objects, where an id such as `constructor` is something else.
  const names = new Map(ids.map((id, at) => [id, `box ${at}`]));
  for (const name of names.values()) graph.setNode(name, { ...boxSize });
  const drawn = links.flatMap((link) => {
    const [from, to] = [names.get(link.from), names.get(link.to)];
    return from === undefined || to === undefined ? [] : [{ id: linkId(link), from, to }];
  });
  for (const { from, to } of drawn) graph.setEdge(from, to);
  layout(graph);
  return {
    places: new Map([...names].map(([id, name]) => [id, corner(graph.node(name))])),
    routes: new Map(drawn.map(({ id, from, to }) => [id, graph.edge(from, to).points ?? []])),
  };
}

/** dagre gives centres. */
function corner({ x, y }: Point): Point {
  return { x: x - boxSize.width / 2, y: y - boxSize.height / 2 };
}
