/** As many characters as a name may have. */
const maxLength = 80;

/**
 * The first free name for a copy: `X (copy)`, `X (copy 2)`, `X (copy 3)` and so on. A copy of a copy counts on
 * (`X (copy)` gives `X (copy 2)`), and a long name is shortened to leave room.
 */
export function copyName(name: string, isTaken: (name: string) => boolean): string {
  const original = name.replace(/ \(copy(?: \d+)?\)$/, '');
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? ' (copy)' : ` (copy ${number})`;
    const room = maxLength - suffix.length;
    const candidate = `${[...original].slice(0, room).join('').trimEnd()}${suffix}`;
    if (!isTaken(candidate)) return candidate;
  }
}
