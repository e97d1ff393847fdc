export interface KeyAge {
  readonly days: number;
  /** In days; null until main has said what policy allows. */
  readonly limit: number | null;
  /** Whether the key is past the limit. */
  readonly isOld: boolean;
}

const dayMs = 86_400_000;

/** How old a key is that was set at `setAt`. `now` in milliseconds, `limit` in days. */
export function keyAge(setAt: string, now: number, limit: number | null): KeyAge {
  const days = Math.max(0, Math.floor((now - Date.parse(setAt)) / dayMs));
  return { days, limit, isOld: limit !== null && days > limit };
}

export function daysInWords(days: number): string {
  if (days === 0) return 'less than a day';
  return days === 1 ? '1 day' : `${days.toLocaleString('en')} days`;
}
