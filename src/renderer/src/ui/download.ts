/** Hands `text` to the browser as a file to be saved. In a window of Electron, that asks where to. */
export function download(fileName: string, text: string, mediaType: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser takes the address when the click is over, not before.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
