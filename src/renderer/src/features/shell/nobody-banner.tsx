import { IconUserQuestion } from '@tabler/icons-react';
import { useApp } from '../../stores/app.ts';
import { openActAs } from '../team/dialogs.ts';
import classes from './banner.module.css';

/** Stays in sight until somebody says who they are: the member who acted last has a passcode. */
export function NobodyBanner() {
  const nobody = useApp((state) => state.info?.actor.id === 'nobody');
  if (!nobody) return null;
  return (
    <section aria-label="Acting member" className={classes.banner}>
      <IconUserQuestion size={16} aria-hidden="true" />
      <span>Nobody acts. Until somebody does, configurations can be looked at and no more.</span>
      <button type="button" className={classes.link} onClick={() => openActAs()}>
        Choose who you are
      </button>
    </section>
  );
}
