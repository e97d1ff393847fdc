import { z } from 'zod';
import { configurationsChangeSchema } from '../../domain/configuration.ts';
import { defineRoute } from '../define.ts';

export const demoRoutes = {
  /** Adds the simulated configurations that are not there yet. */
  ...defineRoute({
    name: 'demo.start',
    permission: 'configs:write',
    input: z.strictObject({}),
    output: configurationsChangeSchema,
  }),
  /** Deletes every simulated configuration with its key. */
  ...defineRoute({
    name: 'demo.end',
    permission: 'configs:delete',
    input: z.strictObject({}),
    output: configurationsChangeSchema,
  }),
};
