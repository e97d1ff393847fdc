import { z } from 'zod';

/** Written beside app.asar by electron-builder, where whoever built the package said where its updates are. */
export const sourceFile = 'app-update.yml';

const sourceSchema = z.object({
  provider: z.literal('generic'),
  url: z.url({ protocol: /^https$/ }),
  /** Whose signature an installer for Windows must bear. */
  publisherName: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
});

/**
 * Whether updates from here would be checked for who made them before they are run. macOS holds them against the
 * signature of the app itself, Windows against a name that a signed build carries along; for Linux nobody signs.
 *
 * @param source what stands in the file
 */
export function isVerified(source: unknown, platform: NodeJS.Platform): boolean {
  const { success, data } = sourceSchema.safeParse(source);
  if (!success) return false;
  return platform === 'darwin' || (platform === 'win32' && data.publisherName !== undefined);
}
