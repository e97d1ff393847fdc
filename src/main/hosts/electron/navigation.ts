import { app } from 'electron';
import { openExternal } from './open-external.ts';
import { isAppUrl } from './origin.ts';

/** Keeps every window on our own page: links lead to the system's browser, all else leads nowhere. */
export function setupNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', (details) => {
      if (details.isMainFrame && isAppUrl(details.url)) return;
      details.preventDefault();
      if (details.isMainFrame) openExternal(details.url);
    });
    contents.on('will-redirect', (details) => details.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openExternal(url);
      return { action: 'deny' };
    });
  });
}
