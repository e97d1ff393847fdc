import { IconAlertCircle, IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import classes from './notice-list.module.css';
import { dismiss, type Notice, useNotices } from './notices.ts';

/** How long good news stays, if nobody points at it. */
const stayMs = 5_000;

/** The corner where notices appear. Its two live regions are always there, or nothing would be read out. */
export function NoticeList() {
  const notices = useNotices((state) => state.notices);
  return (
    <div className={classes.corner}>
      <div role="status" className={classes.region}>
        {notices.map(
          (notice) => notice.kind === 'done' && <Entry key={notice.id} notice={notice} />,
        )}
      </div>
      <div role="alert" className={classes.region}>
        {notices.map(
          (notice) => notice.kind === 'failed' && <Entry key={notice.id} notice={notice} />,
        )}
      </div>
    </div>
  );
}

function Entry({ notice }: { readonly notice: Notice }) {
  const [held, setHeld] = useState(false);
  const leaves = notice.kind === 'done' && !held;
  useEffect(() => {
    if (!leaves) return;
    const timer = setTimeout(() => dismiss(notice.id), stayMs);
    return () => clearTimeout(timer);
  }, [leaves, notice.id]);

  const Icon = notice.kind === 'done' ? IconCheck : IconAlertCircle;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a notice only keeps it from leaving.
    <div
      className={classes.notice}
      data-kind={notice.kind}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon size={18} aria-hidden="true" className={classes.icon} />
      <span className={classes.sentence}>{notice.sentence}</span>
      <button
        type="button"
        className={classes.dismiss}
        aria-label="Dismiss"
        onClick={() => dismiss(notice.id)}
      >
        <IconX size={16} aria-hidden="true" />
      </button>
    </div>
  );
}
