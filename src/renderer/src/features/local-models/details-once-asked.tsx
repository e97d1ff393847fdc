import { lazy, Suspense, useEffect } from 'react';
import { closeModelDetails, useModelDetails } from './model-details.ts';

const ModelDrawer = lazy(async () => ({
  default: (await import('./model-drawer.tsx')).ModelDrawer,
}));

/** The drawer is fetched when it is first opened, and stays then: it slides out, and gives the focus back. */
export function DetailsOnceAsked() {
  const asked = useModelDetails((state) => state.shown !== null);
  useEffect(() => closeModelDetails, []);
  return <Suspense fallback={null}>{asked && <ModelDrawer />}</Suspense>;
}
