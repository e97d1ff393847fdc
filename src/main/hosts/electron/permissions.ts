import { session } from 'electron';
import { isAppUrl } from './origin.ts';

/** Denies our page everything it could ask the system for, but writing plain text to the clipboard. */
export function setupPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(permission === 'clipboard-sanitized-write' && isAppUrl(details.requestingUrl)),
  );
  defaultSession.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin) =>
      permission === 'clipboard-sanitized-write' && isAppUrl(requestingOrigin),
  );
  defaultSession.setDevicePermissionHandler(() => false);
}
