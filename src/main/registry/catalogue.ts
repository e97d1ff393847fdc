import type {
  Configuration,
  ConfigurationsChange,
  ConfigurationView,
} from '#shared/domain/configuration.ts';
import type { KeyView } from '#shared/domain/key.ts';
import { isSimulatedUrl } from '#shared/domain/rules/endpoint.ts';
import type { OutputOf } from '#shared/ipc/routes.ts';
import type { Registry } from './registry.ts';

interface CatalogueDependencies {
  readonly registry: Registry;
  readonly keyView: (configuration: Configuration) => KeyView;
}

/** The registry as the renderer sees it: every record together with what may be known of its key. */
export class Catalogue {
  readonly #registry: Registry;
  readonly #keyView: (configuration: Configuration) => KeyView;

  constructor({ registry, keyView }: CatalogueDependencies) {
    this.#registry = registry;
    this.#keyView = keyView;
  }

  list(): OutputOf<'configurations.list'> {
    return {
      configurations: this.#registry.list().map((one) => this.#viewOf(one)),
      effectiveDefault: this.#registry.effectiveDefault(),
    };
  }

  /** Throws `not-found`. */
  view(id: string): ConfigurationView {
    return this.#viewOf(this.#registry.get(id));
  }

  /** The present state of `upserted` and the absence of `removed`, for those who follow. */
  change(upserted: readonly string[], removed: readonly string[] = []): ConfigurationsChange {
    return {
      upserted: upserted.map((id) => this.view(id)),
      removed: [...removed],
      effectiveDefault: this.#registry.effectiveDefault(),
    };
  }

  #viewOf(configuration: Configuration): ConfigurationView {
    return {
      ...configuration,
      key: this.#keyView(configuration),
      simulated: isSimulatedUrl(configuration.baseUrl),
    };
  }
}
