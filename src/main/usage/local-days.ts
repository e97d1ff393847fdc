import { AppError } from '#shared/errors.ts';

/** Zones differ from UTC by whole quarters of an hour, and change at one. */
const quarter = 15 * 60_000;

/**
 * Tells on which day of a time zone a moment was: `2026-11-23`. Throws `invalid-input` for a zone that there is not.
 *
 * @param timeZone as the IANA database names it
 */
export function localDays(timeZone: string): (milliseconds: number) => string {
  const format = formatFor(timeZone);
  const known = new Map<number, string>();
  return (milliseconds) => {
    const begins = Math.floor(milliseconds / quarter);
    const day = known.get(begins) ?? format.format(begins * quarter);
    known.set(begins, day);
    return day;
  };
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  try {
    // Sweden writes dates as ISO 8601 does.
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  } catch {
    throw new AppError(
      'invalid-input',
      'There is no such time zone. Use a name like Europe/Vienna.',
    );
  }
}
