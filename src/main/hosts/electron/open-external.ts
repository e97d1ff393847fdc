import { shell } from 'electron';

/**
 * Opens an https link in the system's browser; anything else is ignored, because other schemes start programs.
 * What is opened is the parsed URL written anew, never the text that came.
 */
export function openExternal(link: string): void {
  if (!URL.canParse(link)) return;
  const url = new URL(link);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return;
  shell.openExternal(url.href).catch(() => undefined);
}

/**
 * Shows one of Keywell's own folders in the system's file manager; false where that could not be done. The path is
 * main's and never a page's: whatever is opened so is started.
 */
export async function openFolder(path: string): Promise<boolean> {
  const failure = await shell.openPath(path).catch(() => 'failed');
  return failure === '';
}
