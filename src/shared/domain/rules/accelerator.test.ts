import { describe, expect, it } from 'vitest';
import { acceleratorFrom, acceleratorProblem, acceleratorWords } from './accelerator.ts';

const press = (key: string, code: string, held: string) => ({
  key,
  code,
  ctrlKey: held.includes('c'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
  metaKey: held.includes('m'),
});

describe('what is pressed', () => {
  it.each([
    ['K', 'KeyK', 'cs', 'linux', 'Control+Shift+K'],
    ['k', 'KeyK', 'm', 'darwin', 'Command+K'],
    ['k', 'KeyK', 'm', 'win32', 'Super+K'],
    [' ', 'Space', 'ca', 'linux', 'Control+Alt+Space'],
    ['F9', 'F9', 'a', 'linux', 'Alt+F9'],
    ['ArrowUp', 'ArrowUp', 'cas', 'linux', 'Control+Alt+Shift+Up'],
    // Option makes another letter of it.
    ['˚', 'KeyK', 'am', 'darwin', 'Alt+Command+K'],
    ['!', 'Digit1', 'cs', 'linux', 'Control+Shift+1'],
    // On a French keyboard the key that is labelled A.
    ['a', 'KeyQ', 'cs', 'linux', 'Control+Shift+A'],
  ])('%s (%s) with %s on %s is %s', (key, code, held, platform, accelerator) => {
    expect(acceleratorFrom(press(key, code, held), platform)).toBe(accelerator);
  });

  it.each([
    ['Control', 'ControlLeft', 'c'],
    ['Dead', 'BracketLeft', 'cs'],
    ['Enter', 'Enter', 'cs'],
    ['MediaPlayPause', 'MediaPlayPause', ''],
  ])('%s is not yet, or never, a combination', (key, code, held) => {
    expect(acceleratorFrom(press(key, code, held), 'linux')).toBeNull();
  });
});

describe('a combination', () => {
  it.each(['Control+Shift+K', 'Alt+Space', 'Control+F9', 'Alt+Command+1', 'Super+Shift+Up'])(
    '%s may be taken',
    (accelerator) => expect(acceleratorProblem(accelerator)).toBeNull(),
  );

  it.each([
    'K',
    'Control+C',
    'Command+V',
    'Shift+Space',
    'Shift+F5',
    'F5',
    'Control+Control+C',
    'Control+Shift',
    'Control+Shift+Tab',
    'Hyper+Shift+K',
    '',
    'Control+Shift+K\n',
  ])('%j may not', (accelerator) => expect(acceleratorProblem(accelerator)).toMatch(/Hold/));

  it('is shown as it stands on the keyboard', () => {
    expect(acceleratorWords('Control+Shift+K', 'linux')).toBe('Ctrl + Shift + K');
    expect(acceleratorWords('Super+Shift+Up', 'win32')).toBe('Win + Shift + Up');
    expect(acceleratorWords('Alt+Shift+Command+Space', 'darwin')).toBe('⌥⇧⌘Space');
  });
});
