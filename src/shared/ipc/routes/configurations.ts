import { z } from 'zod';
import {
  configurationFieldsSchema,
  configurationsChangeSchema,
  configurationViewSchema,
  effectiveDefaultSchema,
} from '../../domain/configuration.ts';
import { defineRoute } from '../define.ts';

const byId = z.strictObject({ id: z.uuid() });

export const configurationRoutes = {
  /** Every configuration in order of creation. */
  ...defineRoute({
    name: 'configurations.list',
    permission: 'configs:read',
    input: z.strictObject({}),
    output: z.strictObject({
      configurations: z.array(configurationViewSchema),
      effectiveDefault: effectiveDefaultSchema.nullable(),
    }),
  }),
  ...defineRoute({
    name: 'configurations.create',
    permission: 'configs:write',
    input: z.strictObject({ fields: configurationFieldsSchema }),
    output: configurationViewSchema,
  }),
  /** Refused with `conflict` when `revision` is no longer the record's: somebody else changed it meanwhile. */
  ...defineRoute({
    name: 'configurations.update',
    permission: 'configs:write',
    input: z.strictObject({
      id: z.uuid(),
      revision: z.number().int(),
      fields: configurationFieldsSchema,
    }),
    output: configurationViewSchema,
  }),
  /** The copy has no key. */
  ...defineRoute({
    name: 'configurations.duplicate',
    permission: 'configs:write',
    input: byId,
    output: configurationViewSchema,
  }),
  /** Removes the key first; if that fails, nothing is deleted. */
  ...defineRoute({
    name: 'configurations.delete',
    permission: 'configs:delete',
    input: byId,
    output: configurationsChangeSchema,
  }),
  /** Marks one and clears the other in the same write; `null` leaves none marked. */
  ...defineRoute({
    name: 'configurations.setDefault',
    permission: 'configs:write',
    input: z.strictObject({ id: z.uuid().nullable() }),
    output: configurationsChangeSchema,
  }),
};
