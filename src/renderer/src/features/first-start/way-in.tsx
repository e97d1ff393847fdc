import type { IconProps } from '@tabler/icons-react';
import { type ComponentType, type ReactNode, useId } from 'react';
import classes from './first-start.module.css';

interface WayInProps {
  readonly icon: ComponentType<IconProps>;
  readonly title: string;
  /** Stands beside the title. */
  readonly mark?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** One of the ways to a first configuration. */
export function WayIn({ icon: Icon, title, mark, action, children }: WayInProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.way}>
      <div className={classes.head}>
        <Icon size={24} stroke={1.5} aria-hidden="true" className={classes.icon} />
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {mark}
      </div>
      <div className={classes.text}>{children}</div>
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </section>
  );
}
