import { IconColumns2, IconPencil, IconPlayerPlay, IconTargetArrow } from '@tabler/icons-react';
import { navigate } from 'wouter/use-hash-location';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { comparedColumns } from '#shared/domain/rules/comparison-rules.ts';
import { providerFacts } from '#shared/domain/rules/providers.ts';
import { addColumn, useComparisonDraft } from '../../stores/comparison-draft.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useDraft } from '../../stores/draft.ts';
import { hindranceNow } from '../../stores/policy.ts';
import { attempt } from '../../ui/notices.ts';
import { openEditConfiguration } from '../configurations/dialogs.ts';
import type { Command } from './command.ts';
import { matchScore } from './fuzzy.ts';

/** What can be done with a configuration. */
export type Verb = 'run' | 'compare' | 'edit' | 'default';

/** What is searched of each configuration; made once, since a configuration that changes is a new object. */
const haystacks = new WeakMap<ConfigurationView, string>();

/** The command of a configuration that was chosen before, if that configuration is still there. */
export function rememberedCommand(id: string): Command | null {
  const [verb, configurationId] = id.split(':');
  const { configurations } = useConfigurations.getState();
  const found = configurations.find((one) => one.id === configurationId);
  if (found === undefined || !isVerb(verb) || !isAllowed(verb)) return null;
  return configurationCommand(verb, found);
}

/** Those that answer `query`, best first. */
export function matchingConfigurations(
  query: string,
): readonly { configuration: ConfigurationView; score: number }[] {
  return useConfigurations
    .getState()
    .configurations.flatMap((configuration) => {
      const score = matchScore(query, haystackOf(configuration));
      return score === null ? [] : [{ configuration, score }];
    })
    .sort((a, b) => b.score - a.score);
}

function haystackOf(one: ConfigurationView): string {
  const known = haystacks.get(one);
  if (known !== undefined) return known;
  const made = `${one.name} ${one.model} ${providerFacts[one.provider].label}`.toLowerCase();
  haystacks.set(one, made);
  return made;
}

export function configurationCommand(verb: Verb, configuration: ConfigurationView): Command {
  const { id, name, provider, model, simulated } = configuration;
  const common = {
    id: `${verb}:${id}`,
    group: 'Configurations' as const,
    detail: `${providerFacts[provider].label} · ${model}`,
    simulated,
  };
  switch (verb) {
    case 'run':
      return {
        ...common,
        title: `Run with ${name}`,
        icon: IconPlayerPlay,
        act: () => {
          useDraft.setState({ configurationId: id });
          navigate('/generate');
          return undefined;
        },
      };
    case 'compare':
      return {
        ...common,
        title: `Compare with ${name}`,
        icon: IconColumns2,
        act: () => {
          const { columns } = useComparisonDraft.getState();
          const there = columns.some(({ configurationId }) => configurationId === id);
          if (!there && columns.length < comparedColumns.most) addColumn(id);
          navigate('/compare');
          return undefined;
        },
      };
    case 'edit':
      return {
        ...common,
        title: `Edit ${name}`,
        icon: IconPencil,
        act: () => {
          openEditConfiguration(id);
          return undefined;
        },
      };
    case 'default':
      return {
        ...common,
        title: `Set ${name} as default`,
        icon: IconTargetArrow,
        act: () =>
          attempt(() => useConfigurations.getState().setDefault(id), `${name} is the default.`),
      };
  }
}

export function isVerb(word: string | undefined): word is Verb {
  return word === 'run' || word === 'compare' || word === 'edit' || word === 'default';
}

/** Whether the acting member may do that with configurations. */
export function isAllowed(verb: Verb): boolean {
  const generates = verb === 'run' || verb === 'compare';
  return hindranceNow(generates ? 'generate' : 'configs:write') === null;
}
