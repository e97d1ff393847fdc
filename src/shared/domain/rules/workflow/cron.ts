const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface CronField {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** Names for the numbers from `low` on. */
  readonly names: readonly string[];
}

const fields: readonly CronField[] = [
  { name: 'minute', low: 0, high: 59, names: [] },
  { name: 'hour', low: 0, high: 23, names: [] },
  { name: 'day of month', low: 1, high: 31, names: [] },
  { name: 'month', low: 1, high: 12, names: months },
  // 7 is Sunday as well.
  { name: 'day of week', low: 0, high: 7, names: weekdays },
];

/** Why a schedule is none, as a sentence; null if it is fine. Five fields, as crontab(5) has them. */
export function cronProblem(cron: string): string | null {
  const given = cron.trim().split(/\s+/);
  if (given.length !== fields.length) {
    return 'A schedule has five fields: minute, hour, day of month, month, day of week; such as "0 7 * * 1-5".';
  }
  for (const [at, field] of fields.entries()) {
    const value = given[at] ?? '';
    if (!value.split(',').every((part) => isPart(part, field))) {
      return `In the schedule, "${value}" is no ${field.name}: numbers from ${field.low} to ${field.high}, *, lists, ranges and steps are.`;
    }
  }
  return null;
}

function isPart(part: string, field: CronField): boolean {
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d?$/.test(step))) return false;
  if (range === '*') return true;
  const [from, to, ...rest] = range.split('-').map((text) => numberOf(text, field));
  if (rest.length > 0 || from === null || from === undefined || to === null) return false;
  return to === undefined || from <= to;
}

function numberOf(text: string, { low, high, names }: CronField): number | null {
  const named = names.indexOf(text.toUpperCase());
  if (named >= 0) return low + named;
  const number = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return number >= low && number <= high ? number : null;
}
