import { z } from 'zod';
import { actorSchema } from '../../domain/member.ts';
import { settingsSchema } from '../../domain/settings.ts';
import { defineRoute } from '../define.ts';

const appInfoSchema = z.strictObject({
  version: z.string(),
  host: z.enum(['electron', 'web']),
  /** Why the web host runs where a window was asked for; null otherwise. */
  hostReason: z.string().nullable(),
  dataFolder: z.string(),
  /** Node's name of the operating system: `linux`, `darwin`, `win32`. */
  platform: z.string(),
  actor: actorSchema,
});

export type AppInfo = Readonly<z.infer<typeof appInfoSchema>>;

export const appRoutes = {
  ...defineRoute({
    name: 'app.info',
    permission: 'configs:read',
    input: z.strictObject({}),
    output: appInfoSchema,
  }),
  ...defineRoute({
    name: 'settings.get',
    permission: 'configs:read',
    input: z.strictObject({}),
    output: settingsSchema,
  }),
  /** Settings of this machine's window: appearance only, so no more than reading is needed. */
  ...defineRoute({
    name: 'settings.update',
    permission: 'configs:read',
    input: settingsSchema.partial(),
    output: settingsSchema,
  }),
};
