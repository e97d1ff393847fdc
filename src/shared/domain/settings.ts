import { z } from 'zod';

export const settingsSchema = z.strictObject({
  /** `system` follows the operating system. */
  theme: z.enum(['system', 'light', 'dark']),
  sidebarCollapsed: z.boolean(),
  /** Whether the texts of runs are kept. Their figures always are. */
  keepHistory: z.boolean(),
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;

export const defaultSettings: Settings = {
  theme: 'system',
  sidebarCollapsed: false,
  keepHistory: true,
};
