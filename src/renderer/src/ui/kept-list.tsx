import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import type { PagedSearch } from '../stores/paged-search.ts';
import classes from './kept-list.module.css';

/** How long a person stops typing before what they typed is searched for, in milliseconds. */
const searchPause = 150;

/** What is kept of the acting member's: searched, listed page by page, and what is to be known of it. */
export function KeptList<Item>(props: {
  readonly kept: PagedSearch<Item>;
  readonly heading: string;
  /** Stands beside the heading. */
  readonly aside: ReactNode;
  readonly searchLabel: string;
  readonly searchPlaceholder: string;
  /** Said where there is nothing, and where nothing holds the words that were searched for. */
  readonly noneKept: string;
  readonly noneFound: string;
  readonly children: (items: readonly Item[]) => ReactNode;
  /** Stands below the whole list. */
  readonly foot?: ReactNode;
}) {
  const { items, more, notice, busy, failure, search, showOlder } = props.kept;
  const [text, setText] = useState('');
  const headingId = useId();
  const searchSoon = useDebouncedCallback((wanted: string) => void search(wanted), searchPause);
  const none = items?.length === 0;
  const searched = text.trim() !== '';

  return (
    <section aria-labelledby={headingId} className={classes.kept}>
      <div className={classes.head}>
        <h2 id={headingId} className={classes.heading}>
          {props.heading}
        </h2>
        {props.aside}
      </div>
      {(text !== '' || !none) && (
        <TextInput
          type="search"
          aria-label={props.searchLabel}
          placeholder={props.searchPlaceholder}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={text}
          onChange={({ currentTarget: { value } }) => {
            setText(value);
            searchSoon(value);
          }}
        />
      )}
      {notice !== null && <p className={classes.notice}>{notice}</p>}
      {failure !== null && (
        <p role="alert" className={classes.failure}>
          {failure}
        </p>
      )}
      {none && <p className={classes.none}>{searched ? props.noneFound : props.noneKept}</p>}
      {props.children(items ?? [])}
      <div className={classes.foot}>
        {more && (
          <Button
            size="compact-sm"
            variant="default"
            loading={busy}
            onClick={() => void showOlder()}
          >
            Show older
          </Button>
        )}
        {!none && items !== null && text === '' && props.foot}
      </div>
    </section>
  );
}
