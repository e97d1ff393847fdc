import { CommandPalette } from './command-palette.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';

/** What opens over every page: the command palette, and the sheet of shortcuts. */
export function Palette() {
  return (
    <>
      <CommandPalette />
      <ShortcutSheet />
    </>
  );
}
