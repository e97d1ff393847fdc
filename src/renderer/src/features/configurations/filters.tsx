import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { providerFacts, providerIds } from '#shared/domain/rules/providers.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { daysInWords } from '../keys/key-age.ts';
import classes from './configurations-page.module.css';
import { type Filter, type KeyState, keyStates, tagsOf } from './filter.ts';

/** A dropdown longer than this is not read; past it, one types. */
const mostTagsShown = 100;

/** The list scrolls itself: a box around it that scrolls could not be reached by the keyboard. */
const list = {
  className: classes.filter ?? '',
  classNames: { options: classes.options ?? '' },
  withScrollArea: false,
  comboboxProps: { width: 208, position: 'bottom-start' },
} as const;

/** What narrows the list beside the search: provider, tag, and how the key is. */
export function Filters(props: {
  readonly filter: Filter;
  /** In days; null until it is known. */
  readonly maxKeyAge: number | null;
  readonly onChange: (filter: Filter) => void;
}) {
  const { filter, maxKeyAge, onChange } = props;
  const configurations = useConfigurations((state) => state.configurations);
  const providers = useMemo(() => {
    const used = new Set(configurations.map((one) => one.provider));
    return providerIds
      .filter((id) => used.has(id))
      .map((id) => ({ value: id, label: providerFacts[id].label }));
  }, [configurations]);
  const tags = useMemo(() => [...tagsOf(configurations)], [configurations]);
  const keys = keyStates
    .filter((state) => state !== 'old' || maxKeyAge !== null)
    .map((state) => ({ value: state, label: keyStateWords(state, maxKeyAge) }));

  return (
    <>
      <Select
        {...list}
        aria-label="Filter by provider"
        placeholder="All providers"
        clearable
        clearButtonProps={{ 'aria-label': 'Show all providers' }}
        data={providers}
        value={filter.provider}
        onChange={(provider) => onChange({ ...filter, provider })}
      />
      {tags.length > 0 && (
        <Select
          {...list}
          aria-label="Filter by tag"
          placeholder="All tags"
          clearable
          clearButtonProps={{ 'aria-label': 'Show all tags' }}
          searchable
          limit={mostTagsShown}
          nothingFoundMessage="No such tag."
          data={tags}
          value={filter.tag}
          onChange={(tag) => onChange({ ...filter, tag })}
        />
      )}
      <Select
        {...list}
        aria-label="Filter by key"
        placeholder="All keys"
        clearable
        clearButtonProps={{ 'aria-label': 'Show all keys' }}
        data={keys}
        value={filter.key}
        onChange={(key) => onChange({ ...filter, key })}
      />
    </>
  );
}

function keyStateWords(state: KeyState, maxKeyAge: number | null): string {
  switch (state) {
    case 'stored':
      return 'Stored';
    case 'old':
      return `Older than ${daysInWords(maxKeyAge ?? 0)}`;
    case 'not-approved':
      return 'Not approved';
    case 'absent':
      return 'No key';
    case 'needs-reentry':
      return 'Needs re-entry';
    case 'unavailable':
      return 'Keychain unavailable';
    case 'not-required':
      return 'Not required';
  }
}
