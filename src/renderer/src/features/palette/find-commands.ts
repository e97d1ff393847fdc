import type { Command } from './command.ts';
import {
  configurationCommand,
  isAllowed,
  isVerb,
  matchingConfigurations,
  rememberedCommand,
  type Verb,
} from './configuration-commands.ts';
import { fixedCommands } from './fixed-commands.ts';
import { matchScore } from './fuzzy.ts';
import { matchingModels, pullCommand } from './model-commands.ts';

/** More than one looks through. */
const mostShown = 12;
/** With so few configurations left, all that can be done with each is listed. */
const fewEnough = 3;

/**
 * The commands that answer `search`, best first; without a search those chosen lately, then all that are fixed.
 *
 * @param recent ids of the commands chosen last, the latest first
 */
export function findCommands(search: string, recent: readonly string[]): readonly Command[] {
  const query = search.trim().toLowerCase().replace(/\s+/g, ' ');
  if (query === '') return withoutSearch(recent);

  const fixed = fixedCommands().flatMap((command) => {
    const title = matchScore(query, command.title.toLowerCase());
    const keywords = matchScore(query, `${command.title} ${command.keywords ?? ''}`.toLowerCase());
    const score = title ?? (keywords === null ? null : keywords - 20);
    return score === null ? [] : [{ command, score }];
  });
  const pull = pullCommand(query);
  const models = matchingModels(query);
  const asked = pull === null ? [] : [{ command: pull, score: 100 }];
  return [...asked, ...fixed, ...configurationMatches(query), ...models]
    .map(({ command, score }) => ({ command, score: score + recency(command.id, recent) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, mostShown)
    .map(({ command }) => command);
}

function withoutSearch(recent: readonly string[]): readonly Command[] {
  const fixed = fixedCommands();
  const known = new Map(fixed.map((one) => [one.id, one]));
  const lately = recent.flatMap((id) => known.get(id) ?? rememberedCommand(id) ?? []);
  return [...lately, ...fixed.filter((one) => !lately.includes(one))];
}

/** A little ahead of equals, more for the latest. */
function recency(id: string, recent: readonly string[]): number {
  const place = recent.indexOf(id);
  return place === -1 ? 0 : 12 - place;
}

interface Match {
  readonly command: Command;
  readonly score: number;
}

function configurationMatches(query: string): readonly Match[] {
  const asked = leadingVerb(`${query} `);
  if (asked !== null) {
    return matchingConfigurations(asked.rest)
      .slice(0, mostShown)
      .map(({ configuration }) => ({
        command: configurationCommand(asked.verb, configuration),
        score: 70,
      }));
  }
  const matches = matchingConfigurations(query);
  const verbs: readonly Verb[] =
    matches.length <= fewEnough ? ['run', 'edit', 'default', 'compare'] : ['run'];
  return matches.slice(0, mostShown).flatMap(({ configuration, score }) =>
    verbs.filter(isAllowed).map((verb, index) => ({
      command: configurationCommand(verb, configuration),
      score: score - index * 15,
    })),
  );
}

/** `edit house` asks for one verb alone. */
function leadingVerb(query: string): { verb: Verb; rest: string } | null {
  const found = /^(?:(run|compare)(?: with)?|(edit)|(?:set )?(default)) (.*)$/.exec(query);
  if (found === null) return null;
  const word = found[1] ?? found[2] ?? found[3] ?? '';
  const verb: Verb = isVerb(word) ? word : 'default';
  const rest = (found[4] ?? '').trim();
  // Alone, these two are the beginning of other things, too.
  const asksAlone = verb !== 'run' && verb !== 'compare';
  const meant = rest === '' ? asksAlone : matchingConfigurations(rest).length > 0;
  return meant && isAllowed(verb) ? { verb, rest } : null;
}
