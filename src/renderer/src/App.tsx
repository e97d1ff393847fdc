import { MantineProvider } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useAppCommands } from './features/desktop/use-app-commands.ts';
import { DiagnosticsHost } from './features/diagnostics/diagnostics-host.tsx';
import { BootScreen } from './features/shell/boot-screen.tsx';
import { ColorScheme } from './features/shell/color-scheme.tsx';
import { Shell } from './features/shell/shell.tsx';
import { useBoot } from './features/shell/use-boot.ts';
import { useApp } from './stores/app.ts';
import { cssVariables, theme } from './theme.ts';

const RecoveryScreen = lazy(async () => ({
  default: (await import('./features/recovery/recovery-screen.tsx')).RecoveryScreen,
}));

/** The window's whole content. `nonce` goes on the style elements that Mantine makes. */
export function App({ nonce }: { readonly nonce: string }) {
  const boot = useBoot();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <ColorScheme />
      {boot.phase === 'ready' ? <Window /> : <BootScreen boot={boot} />}
    </MantineProvider>
  );
}

/** The app; as long as the registry cannot be read, the way out of that. */
function Window() {
  const recovery = useApp((state) => state.info?.recovery ?? null);
  useAppCommands();
  return (
    <>
      {recovery === null ? (
        <Shell />
      ) : (
        <Suspense fallback={null}>
          <RecoveryScreen recovery={recovery} />
        </Suspense>
      )}
      <DiagnosticsHost />
    </>
  );
}
