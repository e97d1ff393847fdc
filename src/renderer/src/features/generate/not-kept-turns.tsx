import { IconChevronRight } from '@tabler/icons-react';
import type { Message } from '#shared/domain/run.ts';
import reasoningClasses from './reasoning.module.css';
import classes from './turn.module.css';

/** Turns of which there is no run: they were sent along, and are not in the history themselves. */
export function NotKeptTurns({ messages }: { readonly messages: readonly Message[] }) {
  if (messages.length === 0) return null;
  return (
    <details className={reasoningClasses.reasoning}>
      <summary className={reasoningClasses.summary}>
        <IconChevronRight size={16} aria-hidden="true" className={reasoningClasses.chevron} />
        What was said before, which is not in the history
      </summary>
      <div className={reasoningClasses.text}>
        {messages.map(({ role, content }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was said does not change
          <p key={index} className={classes.said}>
            <strong>{role === 'user' ? 'Prompt' : 'Answer'}</strong> {content}
          </p>
        ))}
      </div>
    </details>
  );
}
