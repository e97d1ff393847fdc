import { expect, test } from 'vitest';
import { Chance } from '../testing/hostile-messages.ts';
import { SteadyRate } from './steady-rate.ts';

const megabyte = 1_000_000;

/** A download that is told of sixteen times a second, as Ollama does. */
function download(rate: SteadyRate, size: number, bytesAt: (ms: number) => number) {
  const shown: { at: number; speed: number; left: number }[] = [];
  for (let ms = 0; bytesAt(ms) < size; ms += 60) {
    const arrived = bytesAt(ms);
    rate.note(ms, arrived, size - arrived);
    const { bytesPerSecond: speed, secondsLeft: left } = rate;
    if (speed !== null && left !== null) shown.push({ at: ms, speed, left });
  }
  return shown;
}

test('a steady download shows its speed, and counts down second by second', () => {
  const shown = download(new SteadyRate(), 600 * megabyte, (ms) => ms * 10_000);
  for (const { at, speed, left } of shown) {
    expect(speed).toBe(10 * megabyte);
    // As whole seconds, and no newer than the last sample.
    expect(Math.abs(60 - at / 1_000 - left)).toBeLessThan(1.6);
  }
});

test('neither speed nor time left jumps when the network does', () => {
  const chance = new Chance(7);
  let bytes = 0;
  const bursts = Array.from({ length: 4_000 }, () => {
    // Now nothing, now three times the mean.
    bytes += chance.next() < 2 / 3 ? 0 : 3 * 600_000;
    return bytes;
  });
  const shown = download(
    new SteadyRate(),
    2_000 * megabyte,
    (ms) => bursts[ms / 60] ?? Number.POSITIVE_INFINITY,
  );
  expect(shown.length).toBeGreaterThan(1_000);
  // Once it has settled, from one figure to the next and from one second to the next.
  const settled = shown.filter(({ at }) => at > 10_000);
  for (const [index, { speed, left }] of settled.entries()) {
    const before = settled[index - 1];
    if (before === undefined) continue;
    expect(Math.abs(speed - before.speed) / before.speed).toBeLessThan(0.25);
    expect(Math.abs(left - before.left)).toBeLessThan(0.12 * before.left + 2);
  }
});

test('a download that stands still says nothing of the time left', () => {
  const rate = new SteadyRate();
  download(rate, 10 * megabyte, (ms) => ms * 1_000);
  expect(rate.secondsLeft).not.toBeNull();
  for (let ms = 11_000; ms < 200_000; ms += 500) rate.note(ms, 9_999_000, 1_000);
  expect(rate.bytesPerSecond).toBe(0);
  expect(rate.secondsLeft).toBeNull();
});

test('after a break, what was known of the speed is forgotten', () => {
  const rate = new SteadyRate();
  download(rate, 10 * megabyte, (ms) => ms * 1_000);
  rate.reset();
  expect([rate.bytesPerSecond, rate.secondsLeft]).toEqual([null, null]);
});
