/** A host as URLs have it: small letters, punycode, IPv6 in brackets. A leading `*.` stays. Null for what is no host. */
export function canonicalHost(text: string): string | null {
  const [, wildcard = '', host = ''] = /^(\*\.)?([^*]+)$/.exec(text.trim()) ?? [];
  const inUrl = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  if (!/^(?:\[[0-9a-f:.]+\]|[^\s/\\?#@:[\]%]+)$/i.test(inUrl)) return null;
  const url = `https://${inUrl}`;
  return URL.canParse(url) ? `${wildcard}${new URL(url).hostname}` : null;
}

/** Whether one of `allowed` names the host: exactly, or as `*.example.com` names every host under it. */
export function isAllowedHost(hostname: string, allowed: readonly string[]): boolean {
  return allowed.some((one) => {
    const canonical = canonicalHost(one);
    if (canonical === null) return false;
    return canonical.startsWith('*.')
      ? hostname.endsWith(canonical.slice(1))
      : hostname === canonical;
  });
}
