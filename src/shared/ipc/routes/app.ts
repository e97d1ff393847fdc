import { z } from 'zod';
import { actorSchema } from '../../domain/member.ts';
import { recoverySchema } from '../../domain/recovery.ts';
import { settingsSchema } from '../../domain/settings.ts';
import { defineRoute } from '../define.ts';

const appInfoSchema = z.strictObject({
  version: z.string(),
  host: z.enum(['electron', 'web']),
  /** Why the web host runs where a window was asked for; null otherwise. */
  hostReason: z.string().nullable(),
  dataFolder: z.string(),
  /** Where the log files are. */
  logFolder: z.string(),
  /** Node's name of the operating system: `linux`, `darwin`, `win32`. */
  platform: z.string(),
  actor: actorSchema,
  /** Null as long as the registry can be read. Else every route but `app.info` and `recovery.…` answers `registry-damaged`. */
  recovery: recoverySchema.nullable(),
});

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
    input: settingsSchema.omit({ keepHistory: true, generateShortcut: true }).partial(),
    output: settingsSchema,
  }),
  /** Puts a backup in the place of the registry, which is moved aside. Then `app.reopened` is announced. */
  ...defineRoute({
    name: 'recovery.restore',
    permission: 'members:manage',
    input: z.strictObject({ backup: z.string().max(200) }),
    output: z.null(),
  }),
  /** Starts with an empty registry; the one that cannot be read is moved aside. Then `app.reopened` is announced. */
  ...defineRoute({
    name: 'recovery.startEmpty',
    permission: 'members:manage',
    input: z.strictObject({ confirmation: z.string().max(100) }),
    output: z.null(),
  }),
  /** Looks at the registry again, which somebody may have mended. Refused with `registry-damaged` where nobody did. */
  ...defineRoute({
    name: 'recovery.retry',
    permission: 'configs:read',
    input: z.strictObject({}),
    output: z.null(),
  }),
};
