import { z } from 'zod';
import { settingsSchema } from '../../domain/settings.ts';
import { defineRoute } from '../define.ts';

const shortcutSchema = z.strictObject({
  accelerator: settingsSchema.shape.generateShortcut,
  /** Why what is set does not work now, as a sentence. */
  problem: z.string().nullable(),
});

/** What concerns the desktop Keywell runs on. Like its appearance, it is for whoever may see anything. */
export const desktopRoutes = {
  /** Refused with `desktop-only` in the web host. */
  ...defineRoute({
    name: 'shortcut.status',
    permission: 'configs:read',
    input: z.strictObject({}),
    output: shortcutSchema,
  }),
  /** Refused with `shortcut-refused` where the system does not give it; then the one before stays. */
  ...defineRoute({
    name: 'shortcut.set',
    permission: 'configs:read',
    input: z.strictObject({ accelerator: z.string().max(60).nullable() }),
    output: shortcutSchema,
  }),
  /** Shows the log files in the system's file manager. Refused with `desktop-only` in the web host. */
  ...defineRoute({
    name: 'logs.openFolder',
    permission: 'configs:read',
    input: z.strictObject({}),
    output: z.null(),
  }),
  /** What helps to find a fault, as text for a person to read before they send it. Nothing secret is in it, and no names. */
  ...defineRoute({
    name: 'diagnostics.report',
    permission: 'configs:read',
    input: z.strictObject({}),
    output: z.strictObject({ fileName: z.string(), text: z.string() }),
  }),
};
