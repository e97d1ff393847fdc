import { lazy, Suspense } from 'react';
import { useDiagnostics } from './open.ts';

const DiagnosticsDialog = lazy(async () => ({
  default: (await import('./diagnostics-dialog.tsx')).DiagnosticsDialog,
}));

/** Shows the diagnostics report over whatever page, once it was asked for. */
export function DiagnosticsHost() {
  const { opened, opening } = useDiagnostics();
  if (opening === 0) return null;
  return (
    <Suspense fallback={null}>
      <DiagnosticsDialog key={opening} opened={opened} />
    </Suspense>
  );
}
