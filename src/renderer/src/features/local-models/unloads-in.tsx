import { useSecondsUntil } from '../../ui/use-seconds-until.ts';

/** How long until a model leaves the memory, counted down: this text alone is drawn anew each second. */
export function UnloadsIn({ at }: { readonly at: string }) {
  const seconds = useSecondsUntil(Date.parse(at));
  if (seconds === 0) return 'Any moment';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) {
    return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
