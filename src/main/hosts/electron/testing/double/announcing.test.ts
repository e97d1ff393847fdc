import type * as Electron from 'electron';
import { expect, it } from 'vitest';
import { Announcing } from './announcing.ts';

interface Declared {
  'second-instance': [event: object, argv: string[]];
}
interface Misspelt {
  'second-instances': [event: object, argv: string[]];
}
interface OtherArguments {
  'second-instance': [event: object, argv: number];
}

it('emits what Electron declares', () => {
  const double = new Announcing<Declared, Electron.App>();
  const heard: string[][] = [];
  double.on('second-instance', (_event, argv) => heard.push(argv));
  double.emit('second-instance', {}, ['keywell://team']);
  expect(heard).toEqual([['keywell://team']]);
});

it('does not compile where Electron announces no such event, or hands over something else', () => {
  // Were one of these to compile, the compiler would say that no error was there to be expected.
  // @ts-expect-error: there is no such event
  const misspelt = new Announcing<Misspelt, Electron.App>();
  // @ts-expect-error: it comes with a list of texts
  const other = new Announcing<OtherArguments, Electron.App>();
  expect([misspelt.eventNames(), other.eventNames()]).toEqual([[], []]);
});
