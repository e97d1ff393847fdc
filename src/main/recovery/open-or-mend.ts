import { AppError } from '#shared/errors.ts';
import type { Core } from '../core.ts';
import { MendableCore } from './mendable-core.ts';
import { createRecoveryCore, type RecoveryParts } from './recovery-core.ts';

/**
 * Opens the workspace. Where its registry cannot be read, the app starts all the same: with a core that says what was
 * found and changes nothing unasked, and that gives way once the registry is mended.
 *
 * @param open throws `registry-damaged`, and then changed nothing
 * @param parts asked for only where they are needed
 */
export async function openOrMend(
  open: () => Promise<Core>,
  parts: () => RecoveryParts,
): Promise<Core> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'registry-damaged')) throw error;
    const recovery = await createRecoveryCore(parts(), error, async () => {
      mendable.giveWayTo(await open());
    });
    const mendable = new MendableCore(recovery);
    return mendable;
  }
}
