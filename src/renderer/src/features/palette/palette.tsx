import { CommandPalette } from './command-palette.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { useShortcuts } from './shortcuts.ts';

/** What opens over every page: the command palette, and the sheet of shortcuts; and the keys that open them. */
export function Palette() {
  useShortcuts();
  return (
    <>
      <CommandPalette />
      <ShortcutSheet />
    </>
  );
}
