import { expect, test } from 'vitest';
import { cronProblem } from './cron.ts';

test.each([
  '* * * * *',
  '0 7 * * 1-5',
  '*/15 0-6,22,23 1,15 JAN-MAR,dec sun',
  '  5   4  *  *  7 ',
  '0-30/10 12 * 2 MON-FRI',
])('%s is a schedule', (cron) => {
  expect(cronProblem(cron)).toBe(null);
});

test.each([
  ['daily', 'five fields'],
  ['0 7 * *', 'five fields'],
  ['0 7 * * * *', 'five fields'],
  ['60 7 * * *', '"60" is no minute'],
  ['0 24 * * *', '"24" is no hour'],
  ['0 0 0 * *', '"0" is no day of month'],
  ['0 0 * 13 *', '"13" is no month'],
  ['0 0 * * 8', '"8" is no day of week'],
  ['0 0 * FOO *', '"FOO" is no month'],
  ['5-1 * * * *', '"5-1" is no minute'],
  ['1-2-3 * * * *', '"1-2-3" is no minute'],
  ['*/0 * * * *', '"*/0" is no minute'],
  ['*/1/2 * * * *', '"*/1/2" is no minute'],
  ['1, * * * *', '"1," is no minute'],
  ['- * * * *', '"-" is no minute'],
])('%s is none', (cron, reason) => {
  expect(cronProblem(cron)).toContain(reason);
});
