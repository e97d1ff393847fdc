import { Button } from '@mantine/core';
import { IconDatabaseX, IconLock } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Recovery } from '#shared/domain/recovery.ts';
import { on, request, sentenceOf } from '../../api/client.ts';
import { useCan } from '../../stores/app.ts';
import { openDiagnostics } from '../diagnostics/open.ts';
import { Backups } from './backups.tsx';
import classes from './recovery-screen.module.css';
import { StartEmpty } from './start-empty.tsx';

/** What stands in the window while the registry cannot be read: what was found, and the ways out. */
export function RecoveryScreen({ recovery }: { readonly recovery: Recovery }) {
  const allowed = useCan('members:manage');
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  // Whoever mended it, in whatever window: everything is to be asked for anew.
  useEffect(() => on('app.reopened', () => window.location.reload()), []);

  /** Busy until the registry is open again, which loads the page anew. */
  async function attempt(what: string, action: () => Promise<unknown>) {
    setBusy(what);
    setFailure(null);
    try {
      await action();
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(null);
    }
  }

  return (
    <main className={classes.screen}>
      <div className={classes.content}>
        <header className={classes.head}>
          <IconDatabaseX size={28} stroke={1.6} aria-hidden="true" />
          <h1>Your configurations cannot be read</h1>
        </header>
        <p className={classes.problem}>{recovery.problem}</p>
        <p className={classes.calm}>
          Nothing has been changed, and your keys are still in the keychain. Whatever you choose
          here, <code className={classes.path}>{recovery.file}</code> is not overwritten: it is
          moved aside in its folder, under a name that begins with{' '}
          <code className={classes.path}>registry.damaged</code>, and kept.
        </p>
        {failure !== null && (
          <p role="alert" className={classes.failure}>
            {failure}
          </p>
        )}
        {!allowed && (
          <p className={classes.locked}>
            <IconLock size={16} aria-hidden="true" />
            Bringing back a backup or starting empty needs the permission members:manage.
          </p>
        )}
        <Backups
          backups={recovery.backups}
          allowed={allowed}
          busy={busy}
          onRestore={(backup) => attempt(backup, () => request('recovery.restore', { backup }))}
        />
        <section className={classes.section} aria-labelledby="recovery-otherwise">
          <h2 id="recovery-otherwise">Otherwise</h2>
          <p className={classes.muted}>
            If you can mend the file yourself, do so and look again. Or begin with no configurations
            at all.
          </p>
          <div className={classes.buttons}>
            <Button
              variant="default"
              loading={busy === 'retry'}
              disabled={busy !== null && busy !== 'retry'}
              onClick={() => attempt('retry', () => request('recovery.retry', {}))}
            >
              Look again
            </Button>
            <StartEmpty file={recovery.file} allowed={allowed && busy === null} />
            <Button variant="subtle" color="gray" onClick={openDiagnostics}>
              Diagnostics report…
            </Button>
          </div>
        </section>
      </div>
    </main>
  );
}
