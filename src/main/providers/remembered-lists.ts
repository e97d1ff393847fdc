import { createHmac, randomBytes } from 'node:crypto';
import type { Configuration } from '#shared/domain/configuration.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import { requestBaseUrl } from '#shared/domain/rules/endpoint.ts';

type Endpoint = Pick<Configuration, 'provider' | 'baseUrl' | 'headers'>;

/** More endpoints and keys than anybody has in use. */
const mostLists = 200;

/** Model lists in memory, by where they came from and which key opened them; of the key there is a fingerprint alone. */
export class RememberedLists {
  readonly #lists = new Map<string, readonly ListedModel[]>();
  readonly #salt = randomBytes(32);

  get(endpoint: Endpoint, key: string | null): readonly ListedModel[] | undefined {
    return this.#lists.get(this.#nameOf(endpoint, key));
  }

  set(endpoint: Endpoint, key: string | null, models: readonly ListedModel[]): void {
    const [oldest] = this.#lists.keys();
    if (oldest !== undefined && this.#lists.size >= mostLists) this.#lists.delete(oldest);
    this.#lists.set(this.#nameOf(endpoint, key), models);
  }

  #nameOf({ provider, baseUrl, headers }: Endpoint, key: string | null): string {
    const fingerprint =
      key === null ? null : createHmac('sha256', this.#salt).update(key).digest('hex');
    const destination = requestBaseUrl(provider, baseUrl);
    return JSON.stringify([provider, destination, Object.entries(headers).sort(), fingerprint]);
  }
}
