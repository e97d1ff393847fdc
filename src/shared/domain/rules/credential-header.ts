/** Headers that carry credentials: they belong to the key action, never to a record or a document. */
const credentialHeader =
  /^(?:.*[-_])?(?:authorization|auth|cookie|(?:api|auth|access|subscription|functions)[-_]?key|token|secret|password|credentials?)$/i;

/** A value that announces credentials, whatever the header is called. */
const credentialValue = /^\s*(?:bearer|basic)\s+\S/i;

export function isCredentialHeader(name: string): boolean {
  return credentialHeader.test(name.trim());
}

export function isCredentialValue(value: string): boolean {
  return credentialValue.test(value);
}
