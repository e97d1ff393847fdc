/**
 * Where Ollama is on this machine, from what `OLLAMA_HOST` says: the same variable that tells `ollama serve` where to
 * listen and `ollama run` where to go. A scheme, a port, or both may be missing, as in `0.0.0.0`, `:8080` or
 * `gpu-box:11434`. What cannot be understood counts as not given, as it does for Ollama (envconfig/config.go).
 */
export function ollamaUrl(host: string | undefined): string {
  const given = host?.trim().replace(/^["']|["']$/g, '') ?? '';
  const [, scheme, authority = ''] = /^(?:(https?):\/\/)?([^/]*)/.exec(given) ?? [];
  const named = /^(?<name>\[.*\]|[^:]*)(?::(?<port>\d+))?$/.exec(authority)?.groups;
  const name = named?.name || '127.0.0.1';
  const port = named?.port ?? (scheme === undefined ? '11434' : '');
  const url = `${scheme ?? 'http'}://${reachable(name)}${port === '' ? '' : `:${port}`}`;
  return URL.canParse(url) ? new URL(url).origin : ollamaUrl(undefined);
}

/** A server that listens on every address is reached at this machine's own. */
function reachable(name: string): string {
  if (name === '0.0.0.0') return '127.0.0.1';
  return name === '[::]' ? '[::1]' : name;
}
