import { z } from 'zod';
import type { LoadedModel, LocalModelList } from './local-model.ts';

/**
 * Which Ollama server: null for the one that this machine's `OLLAMA_HOST` leads to, else the one of an Ollama
 * configuration, asked with its headers and its key. Nobody can name a URL that is not in the registry.
 */
export const serverAddressSchema = z.strictObject({ configurationId: z.uuid().nullable() });

/** One of the servers that are known: two configurations that go to the same place are one server. */
export const localServerSchema = z.strictObject({
  /** How requests name it. */
  address: serverAddressSchema,
  /** Where it is, for people: `http://127.0.0.1:11434`. Different for different servers. */
  baseUrl: z.string(),
  /** Whether it runs on this machine, so that one can start it here. */
  onThisMachine: z.boolean(),
  /** The Ollama configurations whose requests go there. */
  configurationIds: z.array(z.uuid()),
  /** Whether simulated answers stand behind it. */
  simulated: z.boolean(),
});

/** How a server fares. */
export const serverStatusSchema = z.strictObject({
  /** `not-running`: nothing can be reached there. `failing`: what is there refuses, is too slow or speaks nonsense. */
  state: z.enum(['running', 'not-running', 'failing']),
  /** Ollama's own, such as `0.12.6`; null unless it is running. */
  version: z.string().nullable(),
  /** Why not, as a code and a sentence; null where it is running. */
  problem: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
});

export type ServerAddress = Readonly<z.infer<typeof serverAddressSchema>>;
export type LocalServer = Readonly<z.infer<typeof localServerSchema>>;
export type ServerStatus = Readonly<z.infer<typeof serverStatusSchema>>;

/** What has changed at a server since a watching client was last told. The first one tells everything that is known. */
export interface LocalModelsChange {
  readonly address: ServerAddress;
  /** Absent: as before. */
  readonly status?: ServerStatus;
  /** Absent: as before, or not known while the server is not running. */
  readonly installed?: LocalModelList;
  /** Absent: as before. Empty while the server is not running. */
  readonly loaded?: readonly LoadedModel[];
}
