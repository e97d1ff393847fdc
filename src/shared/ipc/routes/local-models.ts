import { z } from 'zod';
import {
  loadedModelSchema,
  localModelDetailsSchema,
  localModelListSchema,
  modelDeletionSchema,
} from '../../domain/local-model.ts';
import {
  localServerSchema,
  serverAddressSchema,
  serverStatusSchema,
} from '../../domain/local-server.ts';
import { pullJobSchema } from '../../domain/pull-job.ts';
import { defineRoute } from '../define.ts';

const name = z.string().max(300);
const atServer = z.strictObject({ address: serverAddressSchema });
const ofModel = z.strictObject({ address: serverAddressSchema, name });
const ofPull = z.strictObject({ id: z.uuid() });

/**
 * Ollama servers and their models. Nothing is asked of a server but what a person asks for, or watches. Whoever holds
 * `configs:read` alone reaches only servers that no key is sent to: the others take `generate` besides.
 *
 * Errors: `unreachable` (not running), `timeout-…`, `answer-malformed`, `model-unknown`, `not-supported` (the server
 * is too old), `key-…`, `policy-forbids`, `forbidden`.
 */
export const localModelRoutes = {
  /** This machine's first, then those of configurations by base URL. Asks no server. */
  ...defineRoute({
    name: 'localModels.servers',
    permission: 'configs:read',
    input: z.strictObject({}),
    output: z.strictObject({ servers: z.array(localServerSchema) }),
  }),
  /** Not running, or failing, is an answer, not an error. */
  ...defineRoute({
    name: 'localModels.status',
    permission: 'configs:read',
    input: atServer,
    output: serverStatusSchema,
  }),
  /** What is not known yet of a model, its context length and capabilities, comes as `localModels.changed` to who watches. */
  ...defineRoute({
    name: 'localModels.list',
    permission: 'configs:read',
    input: atServer,
    output: localModelListSchema,
  }),
  ...defineRoute({
    name: 'localModels.show',
    permission: 'configs:read',
    input: ofModel,
    output: localModelDetailsSchema,
  }),
  /** One after the other. One that cannot be deleted keeps no other from it; each has an answer of its own. */
  ...defineRoute({
    name: 'localModels.delete',
    permission: 'configs:delete',
    input: z.strictObject({ address: serverAddressSchema, names: z.array(name).min(1).max(1_000) }),
    output: z.strictObject({ deletions: z.array(modelDeletionSchema), bytesFreed: z.number() }),
  }),
  /** Refused with `name-taken` where a model has the name: Ollama itself would put the copy in its place. */
  ...defineRoute({
    name: 'localModels.copy',
    permission: 'configs:write',
    input: z.strictObject({ address: serverAddressSchema, source: name, destination: name }),
    output: z.null(),
  }),
  ...defineRoute({
    name: 'localModels.running',
    permission: 'configs:read',
    input: atServer,
    output: z.strictObject({ models: z.array(loadedModelSchema) }),
  }),
  /** Answers once the model is loaded, which may take minutes. `localModels.unload` ends it before. */
  ...defineRoute({
    name: 'localModels.load',
    permission: 'generate',
    input: z.strictObject({
      address: serverAddressSchema,
      name,
      /** A Go duration such as `5m`, seconds, or `-1` for ever; null: the server's own, usually five minutes. */
      keepAlive: z.string().max(40).nullable(),
    }),
    output: z.null(),
  }),
  /** Idempotent. */
  ...defineRoute({
    name: 'localModels.unload',
    permission: 'generate',
    input: ofModel,
    output: z.null(),
  }),
  /** Begins a pull, and answers at once. One that is under way already is answered with as it is. */
  ...defineRoute({
    name: 'localModels.pull',
    permission: 'configs:write',
    input: z.strictObject({ address: serverAddressSchema, name, insecure: z.boolean() }),
    output: pullJobSchema,
  }),
  /** Newest first, those of earlier starts of Keywell included. Asks no server. */
  ...defineRoute({
    name: 'localModels.pulls',
    permission: 'configs:read',
    input: z.strictObject({}),
    output: z.strictObject({ pulls: z.array(pullJobSchema) }),
  }),
  /** Idempotent. What was downloaded stays with the server for a while, so that it can go on. */
  ...defineRoute({
    name: 'localModels.cancelPull',
    permission: 'configs:write',
    input: ofPull,
    output: z.null(),
  }),
  /** Goes on with a pull that has ended before it was done, or at once with one that waits for its next try. */
  ...defineRoute({
    name: 'localModels.resumePull',
    permission: 'configs:write',
    input: ofPull,
    output: pullJobSchema,
  }),
  /** Takes a pull off the list. Refused with `conflict` while it is under way. Idempotent. */
  ...defineRoute({
    name: 'localModels.dismissPull',
    permission: 'configs:write',
    input: ofPull,
    output: z.null(),
  }),
  /**
   * From now on the server is looked at every few seconds, and this client is told by `localModels.changed`, at first
   * of everything. Ends with `localModels.unwatch`, and with the client. Idempotent; a second time everything is told
   * again.
   */
  ...defineRoute({
    name: 'localModels.watch',
    permission: 'configs:read',
    input: atServer,
    output: z.null(),
  }),
  /** Idempotent. */
  ...defineRoute({
    name: 'localModels.unwatch',
    permission: 'configs:read',
    input: atServer,
    output: z.null(),
  }),
};
