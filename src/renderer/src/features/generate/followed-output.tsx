import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import classes from './followed-output.module.css';
import { useFollowBottom } from './use-follow-bottom.ts';

/** What a model says, kept scrolled to its end while it grows, unless the person scrolled up to read. */
export function FollowedOutput(props: {
  /** Whose output it is: that of another is followed anew. */
  readonly runId: string | undefined;
  readonly children: ReactNode;
}) {
  const { runId } = props;
  const { scrollerRef, contentRef, away, follow } = useFollowBottom();

  useEffect(() => {
    if (runId !== undefined) follow();
  }, [runId, follow]);

  return (
    <div className={classes.frame}>
      {/* biome-ignore-start lint/a11y: a scrolling container must be reachable by keyboard */}
      <div
        ref={scrollerRef}
        className={classes.scroller}
        role="group"
        aria-label="Output"
        tabIndex={0}
      >
        {/* biome-ignore-end lint/a11y: as above */}
        <div ref={contentRef} className={classes.content}>
          {props.children}
        </div>
      </div>
      {away && (
        <Button
          className={classes.jump}
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowDown size={14} aria-hidden="true" />}
          onClick={follow}
        >
          Jump to latest
        </Button>
      )}
    </div>
  );
}
