import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import classes from './disclosure.module.css';

/** What few need, behind a button that shows it. */
export function Disclosure(props: { readonly title: string; readonly children: ReactNode }) {
  const [opened, setOpened] = useState(false);
  const id = useId();
  const Icon = opened ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <button
        type="button"
        className={classes.button}
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => setOpened(!opened)}
      >
        <Icon size={16} aria-hidden="true" />
        {props.title}
      </button>
      <div id={id} hidden={!opened} className={classes.content}>
        {props.children}
      </div>
    </div>
  );
}
