import type { IconProps } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import classes from './empty-state.module.css';

/** What stands where there is nothing to show: why, and what to do next. */
export function EmptyState(props: {
  readonly icon: ComponentType<IconProps>;
  readonly title: string;
  readonly children: ReactNode;
  /** A button or two. */
  readonly action?: ReactNode;
}) {
  const Icon = props.icon;
  return (
    <div className={classes.state}>
      <Icon size={28} stroke={1.5} aria-hidden="true" className={classes.icon} />
      <h2 className={classes.title}>{props.title}</h2>
      <p className={classes.text}>{props.children}</p>
      {props.action}
    </div>
  );
}
