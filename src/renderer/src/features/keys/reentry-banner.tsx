import { IconKey } from '@tabler/icons-react';
import { useConfigurations } from '../../stores/configurations.ts';
import { useHindrance } from '../../stores/policy.ts';
import { openReentry } from '../configurations/dialogs.ts';
import classes from '../shell/banner.module.css';

/** Stays in sight as long as a stored key cannot be opened any more, and leads to entering it again. */
export function ReentryBanner() {
  const count = useConfigurations(
    ({ configurations }) =>
      configurations.filter(({ key }) => key.status === 'needs-reentry').length,
  );
  const hindrance = useHindrance('keys:manage');
  if (count === 0) return null;
  return (
    <section aria-label="Keys to re-enter" className={classes.banner}>
      <IconKey size={16} aria-hidden="true" />
      <span>
        The encryption key changed: {count === 1 ? '1 key has' : `${count} keys have`} to be entered
        again. None was deleted. {hindrance}
      </span>
      {hindrance === null && (
        <button type="button" className={classes.link} onClick={openReentry}>
          Re-enter keys
        </button>
      )}
    </section>
  );
}
