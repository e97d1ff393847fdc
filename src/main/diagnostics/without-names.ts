import { redact } from '../logging/redact.ts';

/** What names a person or their machine, and may stand in a path of the log. */
export interface Names {
  readonly home: string;
  readonly dataFolder: string;
  readonly account: string;
  readonly machine: string;
}

const addresses = /\b[a-z][a-z0-9+.-]*:\/\/(?!\/)[^\s"'<>)]+/gi;

/**
 * A line of the log as a stranger may read it: redacted once more, by today's rules, without addresses, and without
 * the names of the person, their machine and their folders.
 */
export function withoutNames(line: string, { home, dataFolder, account, machine }: Names): string {
  const masks: readonly (readonly [string, string])[] = [
    [dataFolder, '[data folder]'],
    [home, '~'],
    [account, '[account]'],
    [machine, '[machine]'],
  ];
  return masks
    .filter(([name]) => name.length >= 3)
    .flatMap(([name, mask]): (readonly [string, string])[] => [
      [name, mask],
      // As JSON has the backslashes of Windows.
      [name.replaceAll('\\', '\\\\'), mask],
    ])
    .reduce(
      (text, [name, mask]) => text.replaceAll(name, mask),
      redact(line).replace(addresses, '[address]'),
    );
}
