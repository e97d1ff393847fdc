/** Where Ollama is unless something else is said. */
const usual = { scheme: 'http', name: '127.0.0.1', port: '11434' } as const;

/** Who is meant where only the name is given. */
const hosted = { name: 'ollama.com', url: 'https://ollama.com' } as const;

/**
 * Where Ollama is on this machine, from what `OLLAMA_HOST` says: the same variable that tells `ollama serve` where to
 * listen and `ollama run` where to go. A scheme, a port, or both may be missing, as in `0.0.0.0`, `:8080`, `::1` or
 * `gpu-box:11434`; a path is kept, as for a proxy. Read as Ollama reads it (envconfig/config.go): with a scheme, the
 * port is that of the scheme; one that cannot be is as if it were not given, and so is what cannot be understood.
 */
export function ollamaUrl(host: string | undefined): string {
  const given =
    host
      ?.trim()
      .replace(/^["']+|["']+$/g, '')
      .trim() ?? '';
  if (given === hosted.name) return hosted.url;
  const [, scheme, rest = ''] = /^(?:(https?):\/\/)?(.*)$/is.exec(given) ?? [];
  const [authority = '', ...path] = rest.split('/');
  // Of another scheme, with a user's name, or not of this world.
  if (rest.includes('://') || /[@?#\s]/.test(rest)) return ollamaUrl(undefined);
  const { name, port } = placeIn(authority);
  const missing = scheme === undefined ? usual.port : '';
  const url = `${scheme ?? usual.scheme}://${reachable(name)}:${port ?? missing}/${path.join('/')}`;
  return URL.canParse(url) ? withoutTrailingSlash(url) : ollamaUrl(undefined);
}

function placeIn(authority: string): { readonly name: string; readonly port: string | null } {
  // An address of IPv6 without its brackets, and so without a port.
  if (authority.includes(':') && URL.canParse(`http://[${authority}]`)) {
    return { name: `[${authority}]`, port: null };
  }
  const found = /^(?<name>\[.*\]|[^:]*)(?::(?<port>.*))?$/.exec(authority)?.groups;
  const port = found?.port ?? '';
  const isPort = /^\d{1,5}$/.test(port) && Number(port) <= 65_535;
  return { name: found?.name ?? authority, port: isPort ? port : null };
}

/** A server that listens on every address is reached at this machine's own. */
function reachable(name: string): string {
  switch (name) {
    case '':
    case '0.0.0.0':
      return usual.name;
    case '[::]':
      return '[::1]';
    default:
      return name;
  }
}

function withoutTrailingSlash(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}
