import classes from './progress-bar.module.css';

/** How far something has come. Its length says it for the eye, `text` for whoever does not see it. */
export function ProgressBar(props: {
  /** Its accessible name. */
  readonly label: string;
  /** From 0 to 100; null while that cannot be told. */
  readonly percent: number | null;
  readonly text: string;
  /** For whoever wants it exactly: on hover. */
  readonly exact?: string | undefined;
}) {
  const { label, percent, text, exact } = props;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={text}
      title={exact}
      className={classes.track}
      {...(percent === null ? { 'data-unknown': true } : { 'aria-valuenow': Math.floor(percent) })}
    >
      <Fill percent={percent} />
    </div>
  );
}

/** The same without a meaning of its own: how far something had come that has ended, or a share of something. */
export function StillBar({ percent }: { readonly percent: number }) {
  return (
    <div className={classes.track} data-still aria-hidden="true">
      <Fill percent={percent} />
    </div>
  );
}

function Fill({ percent }: { readonly percent: number | null }) {
  const width = percent === null ? undefined : `${percent}%`;
  return <div className={classes.fill} style={{ width }} />;
}
