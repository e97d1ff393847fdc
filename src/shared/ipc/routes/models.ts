import { z } from 'zod';
import { configurationFieldsSchema } from '../../domain/configuration.ts';
import { ollamaDiscoverySchema } from '../../domain/local-model.ts';
import { listedModelSchema } from '../../domain/model.ts';
import { defineRoute } from '../define.ts';

export const modelRoutes = {
  /**
   * The provider's own list of the models that can generate, for suggestions in the form. Uses the stored key of
   * `configurationId` if one is given. Remembered until Keywell closes; `refresh` asks the provider anew.
   */
  ...defineRoute({
    name: 'models.list',
    permission: 'configs:read',
    input: z.strictObject({
      configurationId: z.uuid().nullable(),
      provider: configurationFieldsSchema.shape.provider,
      baseUrl: configurationFieldsSchema.shape.baseUrl,
      allowUnencrypted: z.boolean(),
      refresh: z.boolean(),
    }),
    output: z.strictObject({ models: z.array(listedModelSchema) }),
  }),
  /** Looks for Ollama on this machine. Not running is an answer, not an error. */
  ...defineRoute({
    name: 'models.discoverOllama',
    permission: 'configs:read',
    input: z.strictObject({}),
    output: ollamaDiscoverySchema,
  }),
};
