import { Button } from '@mantine/core';
import type { Backup } from '#shared/domain/recovery.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import classes from './recovery-screen.module.css';

const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** The good states of the registry that there still are, newest first. */
export function Backups(props: {
  readonly backups: readonly Backup[];
  readonly allowed: boolean;
  /** The name of the one that is being restored, or of whatever else is being done. */
  readonly busy: string | null;
  readonly onRestore: (name: string) => void;
}) {
  const { backups, allowed, busy, onRestore } = props;
  return (
    <section className={classes.section} aria-labelledby="recovery-backups">
      <h2 id="recovery-backups">Backups</h2>
      {backups.length === 0 ? (
        <p className={classes.muted}>There is none: nothing was saved before.</p>
      ) : (
        <ul className={classes.backups} aria-label="Backups">
          {backups.map(({ name, savedAt, configurations }, index) => (
            <li key={name}>
              <span className={classes.when}>
                <strong>{exact.format(new Date(savedAt))}</strong>
                <span className={classes.muted}>
                  <RelativeTime at={savedAt} />
                  {index === 0 && ', the newest'}
                </span>
              </span>
              <span className={classes.count}>{counted(configurations)}</span>
              <Button
                variant={index === 0 ? 'filled' : 'default'}
                aria-label={`Restore the backup of ${exact.format(new Date(savedAt))}`}
                loading={busy === name}
                disabled={!allowed || (busy !== null && busy !== name)}
                onClick={() => onRestore(name)}
              >
                Restore
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function counted(configurations: number): string {
  return configurations === 1
    ? '1 configuration'
    : `${configurations.toLocaleString('en')} configurations`;
}
