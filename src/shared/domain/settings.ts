import { z } from 'zod';
import { acceleratorShape } from './rules/accelerator.ts';

export const settingsSchema = z.strictObject({
  /** `system` follows the operating system. */
  theme: z.enum(['system', 'light', 'dark']),
  sidebarCollapsed: z.boolean(),
  /** Whether the texts of runs are kept. Their figures always are. */
  keepHistory: z.boolean(),
  /** Opens Generate from anywhere on the desktop; null: nothing does. In Electron's words, as `Control+Shift+K`. */
  generateShortcut: z.string().max(60).regex(acceleratorShape).nullable(),
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;

export const defaultSettings: Settings = {
  theme: 'system',
  sidebarCollapsed: false,
  keepHistory: true,
  generateShortcut: null,
};
