/** Takes `KEYWELL_ENCRYPTION_KEY` out of the environment: child processes, a browser among them, have no business with it. */
export function takeEncryptionKey(environment: NodeJS.ProcessEnv): string | undefined {
  const key = environment.KEYWELL_ENCRYPTION_KEY;
  delete environment.KEYWELL_ENCRYPTION_KEY;
  return key;
}
