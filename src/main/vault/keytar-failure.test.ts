import { expect, it } from 'vitest';
import { stateFromFailure } from './keytar-failure.ts';

it.each([
  ['linux', 'Cannot create an item in a locked collection', 'locked'],
  ['linux', 'Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'locked'],
  ['linux', 'Cannot autolaunch D-Bus without X11 $DISPLAY', 'no-secret-service'],
  [
    'linux',
    'The name org.freedesktop.secrets was not provided by any .service files',
    'no-secret-service',
  ],
  ['linux', 'The session wrapping the secret does not exist', 'no-secret-service'],
  ['linux', 'The connection is closed', 'no-secret-service'],
  ['linux', 'org.freedesktop.DBus.Error.AccessDenied: Rejected send message', 'access-denied'],
  ['linux', 'Eine Meldung in einer anderen Sprache', 'no-secret-service'],
  ['darwin', 'User interaction is not allowed.', 'locked'],
  ['darwin', 'User canceled the operation.', 'access-denied'],
  ['darwin', 'The user name or passphrase you entered is not correct.', 'access-denied'],
  ['darwin', 'A default keychain could not be found.', 'no-secret-service'],
  ['darwin', 'An unknown error occurred.', 'access-denied'],
  ['win32', 'Access is denied.\r\n', 'access-denied'],
  [
    'win32',
    'A specified logon session does not exist. It may already have been terminated.',
    'no-secret-service',
  ],
] as const)('on %s, "%s" means %s', (platform, message, state) => {
  expect(stateFromFailure(new Error(message), platform)).toBe(state);
});
