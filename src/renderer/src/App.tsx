import { MantineProvider } from '@mantine/core';
import { BootScreen } from './features/shell/boot-screen.tsx';
import { ColorScheme } from './features/shell/color-scheme.tsx';
import { Shell } from './features/shell/shell.tsx';
import { useBoot } from './features/shell/use-boot.ts';
import { cssVariables, theme } from './theme.ts';

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
      {boot.phase === 'ready' ? <Shell /> : <BootScreen boot={boot} />}
    </MantineProvider>
  );
}
