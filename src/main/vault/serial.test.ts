import { expect, it } from 'vitest';
import { Serial } from './serial.ts';

function setUp() {
  const serial = new Serial();
  const order: string[] = [];
  /** A task that has begun ends only when it is let go. */
  const task = (name: string) => {
    const gate = Promise.withResolvers<void>();
    const run = async () => {
      order.push(`${name} begins`);
      await gate.promise;
      order.push(`${name} ends`);
    };
    return { run, letGo: gate.resolve };
  };
  return { serial, order, task };
}

const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

it('runs tasks of one name in turn, also after a failure, and others side by side', async () => {
  const { serial, order, task } = setUp();
  const [one, two, other] = [task('one'), task('two'), task('other')];
  const failed = serial.run('a', () => Promise.reject(new Error('It failed.')));
  const all = [
    serial.run('a', one.run),
    serial.run('a', two.run),
    serial.run('b', other.run),
    expect(failed).rejects.toThrow('It failed.'),
  ];
  await settled();
  expect(order).toEqual(['other begins', 'one begins']);
  for (const { letGo } of [two, one, other]) letGo();
  await Promise.all(all);
  expect(order.indexOf('two begins')).toBeGreaterThan(order.indexOf('one ends'));
});

it('runs a task alone between those that came before it and those that come after', async () => {
  const { serial, order, task } = setUp();
  const [before, alone, after, another] = ['before', 'alone', 'after', 'another'].map(task);
  const all = [
    serial.run('a', before?.run ?? Promise.reject),
    serial.runAlone(alone?.run ?? Promise.reject),
    serial.run('a', after?.run ?? Promise.reject),
    serial.run('b', another?.run ?? Promise.reject),
  ];
  await settled();
  expect(order).toEqual(['before begins']);
  before?.letGo();
  await settled();
  expect(order).toEqual(['before begins', 'before ends', 'alone begins']);
  for (const one of [after, another, alone]) one?.letGo();
  await Promise.all(all);
  expect(order.slice(2, 4)).toEqual(['alone begins', 'alone ends']);
});

it('goes on after a task that failed alone', async () => {
  const { serial } = setUp();
  const failed = serial.runAlone(() => Promise.reject(new Error('It failed.')));
  const next = serial.run('a', async () => 'next');
  await expect(failed).rejects.toThrow('It failed.');
  await expect(next).resolves.toBe('next');
});
