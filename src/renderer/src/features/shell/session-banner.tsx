import { IconClock } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useApp } from '../../stores/app.ts';
import classes from './banner.module.css';

/** Stays in sight as long as keys are kept in memory only. */
export function SessionBanner() {
  const session = useApp((state) => state.vault?.mode === 'session');
  if (!session) return null;
  return (
    <section aria-label="Session-only vault" className={classes.banner}>
      <IconClock size={16} aria-hidden="true" />
      <span>Keys are kept for this session only and are gone when Keywell closes.</span>
      <Link href="/settings" className={classes.link}>
        Vault settings
      </Link>
    </section>
  );
}
