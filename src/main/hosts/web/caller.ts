/** What a request says of where it comes from. */
interface Caller {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/**
 * Why a caller is refused before anything else is looked at, as a sentence, or null. A foreign Host is a name that
 * was pointed at this machine (DNS rebinding); a foreign Origin is another site's page. Browsers send Origin with
 * every POST, so one without it does not come from our page.
 */
export function refusalOf({ method, host, origin }: Caller, port: number): string | null {
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    return 'Keywell answers only under the address it printed when it started. Open that one.';
  if (origin !== undefined && origin !== `http://${host}`)
    return 'Keywell does not answer to pages of other sites.';
  if (origin === undefined && method !== 'GET' && method !== 'HEAD')
    return 'Keywell takes requests only from its own page.';
  return null;
}
