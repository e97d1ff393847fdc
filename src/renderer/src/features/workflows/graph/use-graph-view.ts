import { useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useWorkflowSelection } from '../../../stores/workflow-selection.ts';
import type { Layout } from './layout.ts';
import { readableView, showing, type View, wholeView } from './viewport.ts';

interface GraphView {
  /** Moves the drawing so that the box is seen. */
  show(id: string): void;
  showWhole(): void;
  /** To be told when a person has moved or zoomed it: then it is left as it is. */
  noteMoved(): void;
}

/** Milliseconds; none for who wants none. */
const motion = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120);

/**
 * How the graph is seen: from its beginning at first, following its end while it grows, and then as a person moves it.
 * A drawing takes its time, so the last of one that grew comes when it grows no more, and is looked at like the others.
 */
export function useGraphView(props: {
  readonly layout: Layout | null;
  readonly drawnId: string;
  readonly growing: boolean;
}): GraphView {
  const { layout, drawnId, growing } = props;
  const { setViewport, getViewport } = useReactFlow();
  const store = useStoreApi();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const moved = useRef(false);
  const seenId = useRef<string | null>(null);

  function look(): void {
    if (layout === null || layout.places.size === 0) return;
    const view = readableView(layout.places, store.getState(), growing ? 'end' : 'start');
    void setViewport(view);
  }

  const onLayout = useEffectEvent(() => {
    if (layout === null) return;
    if (seenId.current !== drawnId) moved.current = false;
    if (moved.current) return;
    seenId.current = drawnId;
    look();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that something else is drawn
  useEffect(() => onLayout(), [layout, drawnId]);

  // Beside the details, or above what went wrong, there is less room for the graph.
  const onResize = useEffectEvent(() => {
    const { selectedId } = useWorkflowSelection.getState();
    if (selectedId !== null) show(selectedId);
    else if (!moved.current) look();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that the room for it changes
  useEffect(() => onResize(), [width, height]);

  function move(view: View): void {
    void setViewport(view, { duration: motion() });
  }

  function show(id: string): void {
    const place = layout?.places.get(id);
    if (place === undefined) return;
    moved.current = true;
    move(showing(getViewport(), place, store.getState()));
  }

  return {
    show,
    showWhole() {
      moved.current = false;
      if (layout !== null && layout.places.size > 0) {
        move(wholeView(layout.places, store.getState()));
      }
    },
    noteMoved() {
      moved.current = true;
    },
  };
}
