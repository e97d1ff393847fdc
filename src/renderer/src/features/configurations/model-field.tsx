import { Autocomplete, Button, type ComboboxItem, type OptionsFilter } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { useMemo, useState } from 'react';
import type { ListedModel } from '#shared/domain/model.ts';
import type { ProviderId } from '#shared/domain/rules/providers.ts';
import { request, sentenceOf } from '../../api/client.ts';
import classes from './model-field.module.css';
import { ModelOption } from './model-option.tsx';

/** What is known of the models at an endpoint. */
type Suggestions =
  | { readonly state: 'not-asked' }
  | { readonly state: 'asking' }
  | { readonly state: 'known'; readonly endpoint: string; readonly models: readonly ListedModel[] }
  | { readonly state: 'failed'; readonly endpoint: string; readonly reason: string };

const none: readonly ListedModel[] = [];

/** A dropdown longer than this is not read, and slow to draw. */
const mostShown = 100;

/**
 * The model: free text always. The provider's own list is fetched only when asked for, since that is network
 * traffic; where it cannot be had, the reason stands under the field.
 */
export function ModelField(props: {
  readonly className?: string | undefined;
  readonly configurationId: string | null;
  readonly provider: ProviderId;
  readonly baseUrl: string;
  readonly allowUnencrypted: boolean;
  readonly input: GetInputPropsReturnType;
}) {
  const { configurationId, provider, allowUnencrypted } = props;
  const baseUrl = props.baseUrl.trim() === '' ? null : props.baseUrl.trim();
  const endpoint = `${provider} ${baseUrl}`;
  const [suggestions, setSuggestions] = useState<Suggestions>({ state: 'not-asked' });
  const [opened, setOpened] = useState(false);

  async function ask() {
    // Asked again, a person wants what is there now.
    const refresh = current.state === 'known';
    setSuggestions({ state: 'asking' });
    try {
      const query = { configurationId, provider, baseUrl, allowUnencrypted, refresh };
      const { models } = await request('models.list', query);
      setSuggestions({ state: 'known', endpoint, models });
      setOpened(models.length > 0);
    } catch (error) {
      setSuggestions({ state: 'failed', endpoint, reason: sentenceOf(error) });
    }
  }

  // An answer about another endpoint says nothing of this one.
  const stale = 'endpoint' in suggestions && suggestions.endpoint !== endpoint;
  const current: Suggestions = stale ? { state: 'not-asked' } : suggestions;
  const models = current.state === 'known' ? current.models : none;
  const byId = useMemo(() => new Map(models.map((model) => [model.id, model])), [models]);

  return (
    <div className={props.className}>
      <Autocomplete
        label="Model"
        data={models.map(({ id }) => id)}
        filter={(input) => anyPart(input, byId)}
        renderOption={({ option }) => {
          const model = byId.get(option.value);
          return model === undefined ? option.value : <ModelOption model={model} />;
        }}
        limit={mostShown}
        maxDropdownHeight={280}
        dropdownOpened={opened && models.length > 0}
        onDropdownOpen={() => setOpened(true)}
        onDropdownClose={() => setOpened(false)}
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: classes.mono }}
        rightSectionWidth={108}
        rightSectionPointerEvents="all"
        rightSection={
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={ask}
            disabled={current.state === 'asking'}
          >
            List models
          </Button>
        }
        {...props.input}
      />
      <p className={classes.hint} aria-live="polite">
        {hintOf(current)}
      </p>
    </div>
  );
}

function hintOf(suggestions: Suggestions): string {
  switch (suggestions.state) {
    case 'not-asked':
      return '';
    case 'asking':
      return 'Asking the provider for its models…';
    case 'known':
      return suggestions.models.length === 0
        ? 'The provider lists no models. Type the name of one.'
        : `The provider lists ${suggestions.models.length.toLocaleString('en')} models.`;
    case 'failed':
      return `${suggestions.reason} You can type the name of a model instead.`;
  }
}

/** Finds what is typed anywhere in a model's id or label; once a whole id stands there, all are shown again. */
function anyPart(
  { options, search, limit }: Parameters<OptionsFilter>[0],
  byId: ReadonlyMap<string, ListedModel>,
): ComboboxItem[] {
  const items = options as ComboboxItem[];
  const typed = search.trim().toLowerCase();
  if (items.some(({ value }) => value.toLowerCase() === typed)) return items.slice(0, limit);
  const words = (id: string) => `${id}\n${byId.get(id)?.label ?? ''}`.toLowerCase();
  return items.filter(({ value }) => words(value).includes(typed)).slice(0, limit);
}
