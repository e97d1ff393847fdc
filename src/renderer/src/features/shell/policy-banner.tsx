import { IconShieldX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { usePolicy } from '../../stores/policy.ts';
import classes from './banner.module.css';

/** The pages on which a rejected policy locks something. */
const concerned: ReadonlySet<string> = new Set(['/configurations', '/team', '/settings']);

/** Says why nothing can be changed while the policy file of the machine cannot be relied on. */
export function PolicyBanner() {
  const [path] = useLocation();
  const policy = usePolicy((state) => state.policy);

  useEffect(() => {
    // Where it cannot be had, main still goes by it, and says so when it refuses.
    usePolicy
      .getState()
      .load()
      .catch(() => undefined);
  }, []);

  if (policy?.state !== 'rejected' || !concerned.has(path)) return null;
  return (
    <section aria-label="Policy rejected" className={classes.banner} data-failed>
      <IconShieldX size={16} aria-hidden="true" />
      <span>
        {policy.problem} Until the administrator of this machine has mended it, keys, configurations
        and members cannot be changed.
      </span>
    </section>
  );
}
