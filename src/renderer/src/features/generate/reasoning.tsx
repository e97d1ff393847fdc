import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { RunProgress } from '../../stores/run.ts';
import { Markdown } from '../../ui/markdown.tsx';
import classes from './reasoning.module.css';

/** What the model thought before it answered, apart from the answer and folded away. */
export function Reasoning({ run }: { readonly run: RunProgress }) {
  const [open, setOpen] = useState(false);
  const thinking = run.outcome === null && run.text === '';
  return (
    <details className={classes.reasoning} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes.summary}>
        <IconChevronRight size={16} aria-hidden="true" className={classes.chevron} />
        {thinking ? 'Reasoning…' : 'Reasoning'}
      </summary>
      {open && (
        <div className={classes.text}>
          <Markdown text={run.reasoning} />
        </div>
      )}
    </details>
  );
}
