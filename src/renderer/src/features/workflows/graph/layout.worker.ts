import { type LayoutInput, layOut } from './layout.ts';

/** Lays out what it is sent, and answers with the layout, in order. */
self.addEventListener('message', ({ data }: MessageEvent<LayoutInput>) => {
  self.postMessage(layOut(data));
});
