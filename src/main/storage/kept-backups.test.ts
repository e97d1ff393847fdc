import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backedUpAt, backupName, superseded } from './kept-backups.ts';

const at = (text: string) => backupName(new Date(text));

test('a name tells when it was made, and other files are no backups', () => {
  const made = '2026-11-23T10:01:02.345Z';
  expect(backedUpAt(backupName(new Date(made)))).toBe(made);
  for (const other of ['registry.json', 'unfinished', 'registry-2026.json', 'notes.txt']) {
    expect(backedUpAt(other)).toBeNull();
  }
});

test('the newest five stay, and of older days the last one', () => {
  const today = Array.from({ length: 7 }, (_, hour) => at(`2026-11-23T1${hour}:00:00Z`));
  const before = [at('2026-11-22T09:00:00Z'), at('2026-11-22T18:00:00Z')];
  const longAgo = at('2026-03-01T09:00:00Z');
  expect(superseded([...today, ...before, longAgo]).toSorted()).toEqual([
    before[0],
    today[0],
    today[1],
  ]);
});

test('however many there were, at most twelve stay, and the newest is one of them', () => {
  const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01') });
  fc.assert(
    fc.property(fc.array(moment, { minLength: 1, maxLength: 60 }), (moments) => {
      const names = [...new Set(moments.filter((one) => !Number.isNaN(+one)).map(backupName))];
      const gone = superseded(names);
      expect(names.length - gone.length).toBeLessThanOrEqual(12);
      expect(gone).not.toContain(names.toSorted().at(-1));
      expect(superseded(names.filter((name) => !gone.includes(name)))).toEqual([]);
    }),
  );
});
