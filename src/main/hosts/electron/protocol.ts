import { protocol } from 'electron';
import { securityHeaders } from '../page-security.ts';
import { readRendererFile } from '../renderer-files.ts';
import { appScheme, isAppUrl } from './origin.ts';

/** Gives `app:` the standing of https. Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built renderer under `app://keywell/`. */
export function setupProtocol(rendererFolder: string): void {
  protocol.handle(appScheme, async ({ method, url }) => {
    const file =
      method === 'GET' && isAppUrl(url)
        ? await readRendererFile(rendererFolder, new URL(url).pathname)
        : null;
    if (file === null) return new Response(null, { status: 404, headers: securityHeaders });
    return new Response(file.body, { headers: { ...securityHeaders, ...file.headers } });
  });
}
