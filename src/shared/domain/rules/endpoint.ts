/**
 * The one place where a provider's URL is built and judged. The form's preview, the connection test and a run
 * all call it, so a test cannot pass where a run would fail.
 */
import { type OpenaiApi, type ProviderId, providerFacts } from './providers.ts';

/** What a request is for. `generate` streams an answer, `models` lists what the provider offers. */
export type Operation = 'generate' | 'models';

/** What else of a configuration is in the path of a request. */
export interface PathParts {
  readonly model?: string;
  readonly openaiApi?: OpenaiApi;
}

/** Hosts under this reserved name (RFC 2606) never resolve; the simulated providers answer for them in process. */
const simulatedSuffix = '.keywell.invalid';

/** True for a base URL behind which the simulated providers stand. */
export function isSimulatedUrl(url: string | null): boolean {
  const host = url === null ? undefined : parse(url)?.hostname;
  return host !== undefined && bare(host).endsWith(simulatedSuffix);
}

/** The base URL in force: the configuration's own, or else the provider's. Null where one must be given but is not. */
export function effectiveBaseUrl(provider: ProviderId, baseUrl: string | null): string | null {
  const given = baseUrl?.trim() ?? '';
  return given === '' ? providerFacts[provider].defaultBaseUrl : given.replace(/\/+$/, '');
}

/**
 * The full URL of an operation, or null while the base URL is missing or is none of http and https. A path that the
 * person pasted along with the base (`/v1/chat/completions`) is not doubled.
 */
export function endpointUrl(
  provider: ProviderId,
  baseUrl: string | null,
  operation: Operation,
  parts: PathParts = {},
): string | null {
  const base = requestBaseUrl(provider, baseUrl);
  if (base === null) return null;
  return `${base}${operationPath(provider, operation, parts)}`;
}

/**
 * The base to which operation paths are appended: scheme, host and path as the URL standard writes them, with a
 * pasted operation path taken off. It never holds credentials, a query or a fragment.
 */
export function requestBaseUrl(provider: ProviderId, baseUrl: string | null): string | null {
  const base = effectiveBaseUrl(provider, baseUrl);
  const url = base === null ? undefined : parse(base);
  if (url === undefined || !isHttp(url)) return null;
  const path = url.pathname.replace(pastedPath(provider), '').replace(/\/+$/, '');
  return `${url.protocol}//${url.host}${path}`;
}

type Destination = Readonly<{ provider: ProviderId; baseUrl: string | null }>;

/** Whether requests go to the same place, and with them a key. */
export function sameDestination(one: Destination, other: Destination): boolean {
  return (
    requestBaseUrl(one.provider, one.baseUrl) === requestBaseUrl(other.provider, other.baseUrl)
  );
}

/** What people copy along with the base, from a provider's examples or from the preview. */
function pastedPath(provider: ProviderId): RegExp {
  switch (provider) {
    case 'openai':
      return /(?:\/+(?:responses|chat\/completions))+\/*$/;
    case 'anthropic':
      return /(?:\/+messages)+\/*$/;
    case 'google':
      return /(?:\/+models(?:\/+[^/]*:(?:streamGenerateContent|generateContent))?)+\/*$/;
    case 'cohere':
      return /(?:\/+v[12](?:\/+(?:chat|models))?)+\/*$/;
    case 'ollama':
      // `/v1` is where Ollama speaks OpenAI's language; its own API stands beside it.
      return /(?:\/+(?:api(?:\/+(?:chat|generate|tags))?|v1(?:\/+chat\/completions)?))+\/*$/;
    case 'mistral':
    case 'custom':
      // Not `/models`: some endpoints have it in their base.
      return /(?:\/+chat\/completions)+\/*$/;
  }
}

function operationPath(
  provider: ProviderId,
  operation: Operation,
  { model = '', openaiApi = 'responses' }: PathParts,
): string {
  switch (provider) {
    case 'openai':
      if (operation === 'models') return '/models';
      return openaiApi === 'responses' ? '/responses' : '/chat/completions';
    case 'anthropic':
      return operation === 'generate' ? '/messages' : '/models';
    case 'google':
      return operation === 'generate'
        ? `/${geminiModel(model)}:streamGenerateContent?alt=sse`
        : '/models';
    case 'cohere':
      return operation === 'generate' ? '/v2/chat' : '/v1/models';
    case 'ollama':
      return operation === 'generate' ? '/api/chat' : '/api/tags';
    case 'mistral':
    case 'custom':
      return operation === 'generate' ? '/chat/completions' : '/models';
  }
}

/** Gemini lists its models as `models/NAME`, and tuned ones as `tunedModels/NAME`; people type either, or the name alone. */
function geminiModel(model: string): string {
  const [, collection = 'models', name = ''] =
    /^(?:(models|tunedModels)\/)?(.*)$/s.exec(model) ?? [];
  return `${collection}/${encodeURIComponent(name)}`;
}

/** Why a base URL is refused, as a sentence; null if it is fine. */
export function baseUrlProblem(
  provider: ProviderId,
  baseUrl: string | null,
  allowUnencrypted: boolean,
): string | null {
  const given = baseUrl?.trim() ?? '';
  if (given === '') {
    return providerFacts[provider].defaultBaseUrl === null
      ? 'Enter the base URL of the endpoint, for example https://host/v1.'
      : null;
  }
  if (/[\s\p{Cc}]/u.test(given)) return 'A URL has no spaces or line breaks inside.';
  const url = parse(given);
  if (url === undefined || !/^[a-z][a-z0-9+.-]*:\/\//i.test(given)) {
    return 'This is not a complete URL. It starts with https:// or http:// and names a host.';
  }
  if (!isHttp(url)) {
    return `Only http and https are supported, not ${url.protocol.slice(0, -1)}.`;
  }
  // Also an empty user name, which the parser drops.
  if (url.username !== '' || url.password !== '' || /^[^/]*\/\/[^/?#\\]*@/.test(given)) {
    return 'A URL must not hold a user name or password. Store the key with "Set key" instead.';
  }
  if (given.includes('?')) return 'Leave out the part from "?" on: a base URL has no query.';
  if (given.includes('#')) return 'Leave out the part from "#" on: a base URL has no fragment.';
  if (url.protocol === 'http:' && !allowUnencrypted && !isNearHost(url.hostname)) {
    return 'Plain http would send the key and every prompt unencrypted. Use https, or tick "Allow unencrypted".';
  }
  return null;
}

/**
 * True for this machine itself: localhost, 127.0.0.0/8, ::1, names under .localhost (RFC 6761), and the unspecified
 * addresses 0.0.0.0 and ::, on which Ollama is often told to listen and which lead a client to this machine.
 */
export function isLoopbackHost(hostname: string): boolean {
  const host = bare(hostname);
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '::1' ||
    host === '::' ||
    host === '0.0.0.0' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
  );
}

/** True where `url` (or Ollama's default) points at this machine. */
export function isLoopbackUrl(url: string | null): boolean {
  const parsed = url === null ? undefined : parse(url);
  return parsed !== undefined && isLoopbackHost(parsed.hostname);
}

/** Loopback, private (RFC 1918, RFC 4193), link-local addresses, and names under .local. */
function isNearHost(hostname: string): boolean {
  const host = bare(hostname);
  if (isLoopbackHost(host) || host.endsWith('.local') || host.endsWith(simulatedSuffix))
    return true;
  if (/^10(\.\d{1,3}){3}$/.test(host) || /^192\.168(\.\d{1,3}){2}$/.test(host)) return true;
  if (/^172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}$/.test(host)) return true;
  if (/^169\.254(\.\d{1,3}){2}$/.test(host)) return true;
  return /^f[cd][0-9a-f]{2}:/.test(host) || /^fe[89ab][0-9a-f]:/.test(host);
}

function bare(hostname: string): string {
  return hostname.toLowerCase().replace(/^\[|\]$|\.$/g, '');
}

function isHttp(url: URL): boolean {
  return url.protocol === 'https:' || url.protocol === 'http:';
}

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
