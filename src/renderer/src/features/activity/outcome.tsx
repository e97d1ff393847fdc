import type { AuditRecord } from '#shared/domain/audit.ts';
import { outcomes } from './audit-words.ts';
import classes from './outcome.module.css';

/** How an action ended: never by colour alone. */
export function Outcome({ of }: { readonly of: AuditRecord['outcome'] }) {
  const { icon: Icon, word, means } = outcomes[of];
  return (
    <span className={classes.outcome} data-outcome={of} title={means}>
      <Icon size={16} aria-hidden="true" />
      {word}
    </span>
  );
}
