import type { KeychainState } from '#shared/domain/vault.ts';

type Unavailable = Exclude<KeychainState, 'available'>;

/**
 * keytar rejects with nothing but the operating system's message. Linux: libsecret's, where remote errors are not
 * translated (measured against gnome-keyring 42). macOS: `SecCopyErrorMessageString`, which keytar replaces by
 * "An unknown error occurred." when it is not plain text. Windows: `FormatMessage`. The last two may be translated.
 */
const signs: Readonly<Record<'linux' | 'darwin' | 'win32', readonly [RegExp, Unavailable][]>> = {
  linux: [
    [/locked|dismissed|cancell?ed/i, 'locked'],
    // A service without a default collection: a keyring that was never made, and asks for a password to be made.
    [/does not exist at path|no such secret collection/i, 'locked'],
    [
      /access ?denied|not allowed|not authori[sz]ed|rejected send message|permission/i,
      'access-denied',
    ],
  ],
  darwin: [
    [/interaction is (not allowed|required)/i, 'locked'],
    [/default keychain could not be found|no keychain is available/i, 'no-secret-service'],
  ],
  // ERROR_NO_SUCH_LOGON_SESSION: the credential store belongs to an interactive logon.
  win32: [[/logon session does not exist/i, 'no-secret-service']],
};

/** What a message that says nothing more most often means: no reachable service on Linux, a refusal elsewhere. */
const otherwise = {
  linux: 'no-secret-service',
  darwin: 'access-denied',
  win32: 'access-denied',
} as const;

/** The state of the keychain that a failure of keytar speaks of. */
export function stateFromFailure(
  error: unknown,
  platform: NodeJS.Platform = process.platform,
): Unavailable {
  const kind = platform === 'darwin' || platform === 'win32' ? platform : 'linux';
  const message = error instanceof Error ? error.message : '';
  return signs[kind].find(([sign]) => sign.test(message))?.[1] ?? otherwise[kind];
}
