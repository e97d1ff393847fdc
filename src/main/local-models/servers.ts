import type { Configuration } from '#shared/domain/configuration.ts';
import type { LocalServer, ServerAddress } from '#shared/domain/local-server.ts';
import { isLoopbackHost, isSimulatedUrl, requestBaseUrl } from '#shared/domain/rules/endpoint.ts';
import { AppError } from '#shared/errors.ts';
import type { OllamaApi, OllamaRequest } from '../providers/ollama-api.ts';

interface ServersDependencies {
  /** Where `OLLAMA_HOST` leads. */
  readonly ollamaUrl: string;
  readonly configurations: () => readonly Configuration[];
  /** Whether a key is stored for a configuration. */
  readonly holdsKey: (configurationId: string) => boolean;
  /** Reads the key for one request. Throws the vault's errors. */
  readonly readKey: (configuration: Configuration) => Promise<string | null>;
  /** Throws `policy-forbids`. */
  readonly checkDestination: (to: { provider: 'ollama'; baseUrl: string }) => void;
  /** The libraries behind it take long to load beside a start-up, so they are loaded with the first use. */
  readonly loadApi: () => Promise<OllamaApi>;
}

/** A server with the configuration that it is asked by; null for this machine's. */
interface Found {
  readonly baseUrl: string;
  readonly configuration: Configuration | null;
}

/** The Ollama servers that the registry and this machine know of. There is no other way to one. */
export class LocalServers {
  readonly #deps: ServersDependencies;

  constructor(deps: ServersDependencies) {
    this.#deps = deps;
  }

  /** This machine's first, then the others by base URL; each once, however many configurations lead there. */
  list(): readonly LocalServer[] {
    const own = this.#deps.ollamaUrl;
    const groups = new Map<string, Configuration[]>([[identityOf(own), []]]);
    for (const configuration of this.#ollamaConfigurations()) {
      const identity = identityOf(baseUrlOf(configuration));
      groups.set(identity, [...(groups.get(identity) ?? []), configuration]);
    }
    const [[, atOwn = []] = [], ...others] = groups;
    return [
      this.#server(own, null, atOwn),
      ...others
        .flatMap(([, configurations]) => {
          const asked =
            configurations.find(({ id }) => this.#deps.holdsKey(id)) ?? configurations[0];
          return asked === undefined ? [] : this.#server(baseUrlOf(asked), asked, configurations);
        })
        .sort((one, other) => one.baseUrl.localeCompare(other.baseUrl, 'en')),
    ];
  }

  /** Where an address leads. Throws `not-found` for a configuration that is gone, or is not of an Ollama server. */
  baseUrl(address: ServerAddress): string {
    return this.#find(address).baseUrl;
  }

  /** Whether a key goes along with requests to it. Throws as `baseUrl`. */
  sendsKey(address: ServerAddress): boolean {
    return this.#find(address).configuration?.authentication === 'key';
  }

  /** Whether what it downloads comes onto a disk of this machine. Throws as `baseUrl`. */
  isOnThisMachine(address: ServerAddress): boolean {
    return runsHere(this.#find(address).baseUrl);
  }

  /** The address by which a server that was known once is reached now; null where nothing leads there any more. */
  addressOf(baseUrl: string): ServerAddress | null {
    const identity = identityOf(baseUrl);
    return this.list().find((one) => identityOf(one.baseUrl) === identity)?.address ?? null;
  }

  /** Whether two base URLs lead to the same server. */
  areSame(one: string, other: string): boolean {
    return identityOf(one) === identityOf(other);
  }

  /**
   * What it takes to ask a server something: the API, and the request that it wants to be given. Throws `not-found`,
   * `policy-forbids`, the vault's errors, and the reason of `signal`.
   */
  async open(
    address: ServerAddress,
    signal: AbortSignal,
  ): Promise<{ readonly api: OllamaApi; readonly request: OllamaRequest }> {
    const { baseUrl, configuration } = this.#find(address);
    this.#deps.checkDestination({ provider: 'ollama', baseUrl });
    const api = await this.#deps.loadApi();
    const key =
      configuration?.authentication === 'key' ? await this.#deps.readKey(configuration) : null;
    signal.throwIfAborted();
    const { headers = {}, connectTimeoutMs = null } = configuration ?? {};
    return { api, request: { endpoint: { baseUrl, headers, key, connectTimeoutMs }, signal } };
  }

  #find({ configurationId }: ServerAddress): Found {
    if (configurationId === null) return { baseUrl: this.#deps.ollamaUrl, configuration: null };
    const configuration = this.#ollamaConfigurations().find(({ id }) => id === configurationId);
    if (configuration === undefined) {
      throw new AppError(
        'not-found',
        'The configuration of this server was deleted, or is not one of Ollama any more. Choose another server.',
      );
    }
    return { baseUrl: baseUrlOf(configuration), configuration };
  }

  #ollamaConfigurations(): readonly Configuration[] {
    return this.#deps.configurations().filter(({ provider }) => provider === 'ollama');
  }

  #server(
    baseUrl: string,
    asked: Configuration | null,
    configurations: readonly Configuration[],
  ): LocalServer {
    return {
      address: { configurationId: asked?.id ?? null },
      baseUrl,
      onThisMachine: runsHere(baseUrl),
      configurationIds: configurations.map(({ id }) => id),
      simulated: isSimulatedUrl(baseUrl),
    };
  }
}

/** A configuration is only kept with a base URL that is one. */
function baseUrlOf({ baseUrl }: Configuration): string {
  return requestBaseUrl('ollama', baseUrl) ?? '';
}

function runsHere(baseUrl: string): boolean {
  return URL.canParse(baseUrl) && isLoopbackHost(new URL(baseUrl).hostname);
}

/** The names of this machine lead to one server, unless they are of different generations of IP. */
function identityOf(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return baseUrl;
  const url = new URL(baseUrl);
  if (isLoopbackHost(url.hostname))
    url.hostname = url.hostname.includes(':') ? '[::1]' : '127.0.0.1';
  return url.href;
}
