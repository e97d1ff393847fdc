/**
 * What can go wrong, in a form that crosses the bridge. The set of codes is open: a code names a cause, the
 * message is a complete sentence that a person can act on, and `data` carries only the fields listed here.
 * Cancellation is not an error.
 */

/** The codes that Keywell gives. Others may be added where they arise. */
export type KnownErrorCode =
  | 'unknown-route'
  | 'invalid-input'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'name-taken'
  | 'internal'
  | 'key-absent'
  | 'key-exists'
  | 'key-malformed'
  | 'key-rejected'
  | 'key-needs-reentry'
  | 'keychain-locked'
  | 'keychain-no-service'
  | 'keychain-access-denied'
  | 'keychain-not-supported'
  | 'keychain-write-failed'
  | 'storage-failed'
  | 'registry-damaged'
  | 'no-configuration'
  | 'model-unknown'
  | 'rate-limited'
  | 'quota-exceeded'
  | 'overloaded'
  | 'context-too-long'
  | 'parameter-not-supported'
  | 'content-blocked'
  | 'request-rejected'
  | 'unreachable'
  | 'certificate'
  | 'redirected'
  | 'timeout-connect'
  | 'timeout-first-token'
  | 'timeout-idle'
  | 'stream-broken'
  | 'answer-malformed'
  | 'data-folder-in-use'
  | 'port-not-free'
  | 'desktop-only'
  | 'shortcut-refused'
  | 'folder-not-opened'
  | 'audit-unavailable'
  | 'policy-forbids'
  | 'passcode-wrong'
  | 'passcode-wait'
  | 'encryption-key-malformed'
  | 'encryption-key-absent'
  | 'encryption-key-from-environment'
  | 'key-not-checkable'
  | 'provider-failed'
  | 'closing';
export type ErrorCode = KnownErrorCode | (string & {});

/** The only facts that may travel beside a message. None of them may hold key material. */
export interface ErrorData {
  /** Form field name → sentence, for a refusal that concerns particular fields. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The permission that the acting member lacks. */
  readonly permission?: string;
  /** How long to wait before another try, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Model ids close to the one asked for, or those that exist. */
  readonly models?: readonly string[];
  /** What the provider said, scrubbed of the key and cut to 4,000 characters. */
  readonly details?: string;
  /** HTTP status of the provider's answer. */
  readonly status?: number;
}

/** An error as it crosses the bridge. */
export interface ErrorShape {
  readonly code: ErrorCode;
  readonly message: string;
  readonly data?: ErrorData;
}

/** The outcome of a request. Nothing rejects across the bridge. */
export type Result<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: ErrorShape };

/** A failure that a person is told about in its own words. Anything else thrown becomes `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly data: ErrorData | undefined;

  constructor(code: ErrorCode, message: string, data?: ErrorData) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.data = data;
  }

  toShape(): ErrorShape {
    return this.data === undefined
      ? { code: this.code, message: this.message }
      : { code: this.code, message: this.message, data: this.data };
  }
}

/** Marks a switch as exhaustive: a new variant that is not handled does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled variant: ${String(value)}`);
}
