import type { AppCommand } from '#shared/domain/app-command.ts';
import { pageNames } from '#shared/domain/rules/page-names.ts';

export const linkScheme = 'keywell';

const shape = /^keywell:\/\/([a-z-]+)(?:\/([0-9a-f-]+))?\/?$/;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What a link asks to be shown: `keywell://PAGE`, or `keywell://configurations/ID`. Anybody can write a link, on any
 * web page, so one can only show a page, and whatever is not exactly of these forms is nothing: no query, no fragment,
 * no text that would be filled in.
 */
export function readLink(link: string): AppCommand | null {
  const [, name, id] = shape.exec(link.toLowerCase()) ?? [];
  const page = pageNames.find((one) => one === name);
  if (page === undefined) return null;
  if (id === undefined) return { kind: 'open-page', page };
  return page === 'configurations' && uuid.test(id) ? { kind: 'open-configuration', id } : null;
}

/** What a start asks for by its arguments: a link that the system hands over, or `--new-generation`. */
export function askedByStart(args: readonly string[]): AppCommand | null {
  if (args.includes('--new-generation')) return { kind: 'new-generation' };
  for (const argument of args) {
    const command = readLink(argument);
    if (command !== null) return command;
  }
  return null;
}
