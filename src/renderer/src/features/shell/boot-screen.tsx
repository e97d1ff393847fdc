import { Button, Text } from '@mantine/core';
import { Mark } from '../../ui/mark.tsx';
import classes from './boot-screen.module.css';
import type { Boot } from './use-boot.ts';

/** What stands in the window until everything has loaded, and instead of it when that failed. */
export function BootScreen({ boot }: { readonly boot: Exclude<Boot, { phase: 'ready' }> }) {
  return (
    <main className={classes.screen}>
      <Mark size={32} />
      {boot.phase === 'failed' ? (
        <div role="alert" className={classes.failure}>
          <h1 className={classes.title}>Keywell could not start</h1>
          <Text c="dimmed" mb="md">
            {boot.sentence}
          </Text>
          <Button onClick={boot.retry}>Try again</Button>
        </div>
      ) : (
        <p className={classes.patience}>Opening your workspace…</p>
      )}
    </main>
  );
}
