import { usePolicy } from '../../stores/policy.ts';
import { useNow } from '../../ui/relative-time.tsx';
import { type KeyAge, keyAge } from './key-age.ts';

/** How old a key is now, under the policy in force; null where none was set. */
export function useKeyAge(setAt: string | null): KeyAge | null {
  const now = useNow();
  const limit = usePolicy(({ policy }) => policy?.maxKeyAgeDays ?? null);
  return setAt === null ? null : keyAge(setAt, now, limit);
}
