/**
 * Key combinations for the whole desktop, in the words of Electron: `Control+Shift+K`. The keys are those that every
 * keyboard has.
 */

const modifiers = ['Control', 'Alt', 'Shift', 'Command', 'Super'] as const;
type Modifier = (typeof modifiers)[number];

const functionKey = /^F(?:[1-9]|1\d|2[0-4])$/;

export const acceleratorShape =
  /^(?:(?:Control|Alt|Shift|Command|Super)\+){1,5}(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|Space|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert)$/;

/** Of a key press, what counts. */
interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/** Keys as Electron names them, by what the browser calls them. */
const named: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Insert: 'Insert',
};

/** What was pressed; null as long as it is only modifiers, or a key that cannot be used. */
export function acceleratorFrom(press: KeyPress, platform: string): string | null {
  const key = keyOf(press);
  if (key === null) return null;
  const held: Readonly<Record<Modifier, boolean>> = {
    Control: press.ctrlKey,
    Alt: press.altKey,
    Shift: press.shiftKey,
    Command: press.metaKey && platform === 'darwin',
    Super: press.metaKey && platform !== 'darwin',
  };
  return [...modifiers.filter((one) => held[one]), key].join('+');
}

/**
 * By the letter on the key. Option and Alt may make another character of it, and Shift one of a digit: then by where
 * the key is.
 */
function keyOf({ key, code }: KeyPress): string | null {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  if (functionKey.test(key)) return key;
  return named[key] ?? /^(?:Key([A-Z])|Digit(\d))$/.exec(code)?.slice(1).find(Boolean) ?? null;
}

/**
 * Why a combination is not to be taken from the whole desktop, as a sentence; null if it may. With one modifier and a
 * letter it would take copying, saving or the like from every other program.
 */
export function acceleratorProblem(accelerator: string): string | null {
  if (!acceleratorShape.test(accelerator)) {
    return 'Hold Ctrl, Alt or another modifier together with a letter, a digit or a function key.';
  }
  const parts = accelerator.split('+');
  const key = parts.at(-1) ?? '';
  const held = parts.slice(0, -1);
  const usedByFew = functionKey.test(key) || key === 'Space';
  const enough = usedByFew ? held.some((one) => one !== 'Shift') : new Set(held).size >= 2;
  return enough
    ? null
    : 'Hold at least two modifiers, such as Ctrl and Shift: with one, other programs use it.';
}

const macSigns: Readonly<Record<string, string>> = {
  Control: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Command: '⌘',
};

/** As it stands on the keyboard. */
export function acceleratorWords(accelerator: string, platform: string): string {
  const parts = accelerator.split('+');
  if (platform === 'darwin') return parts.map((one) => macSigns[one] ?? one).join('');
  const superKey = platform === 'win32' ? 'Win' : 'Super';
  return parts
    .map((one) => (one === 'Control' ? 'Ctrl' : one === 'Super' ? superKey : one))
    .join(' + ');
}
