/** What happens between a request and its answer, for those who want to see it step by step. */
export interface ConnectionTrace {
  /** Everything is ready, and the way begins. */
  readonly onConnecting: () => void;
  /** The host's name has become an address. Not told where the URL holds an address. */
  readonly onResolved: (address: string) => void;
  /** Something accepts connections there. */
  readonly onAccepted: () => void;
  /** The connection is encrypted, by `protocol`, and the certificate is trusted. Not told for plain http. */
  readonly onSecured: (protocol: string) => void;
  /** The provider has taken the request on: the status is a success, and what follows is no web page. */
  readonly onAnswered: () => void;
}
