import { Drawer as MantineDrawer } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './drawer.module.css';

/** A panel from the right, over the page, named by its title. A dialog may open over it and closes before it. */
export function Drawer(props: {
  readonly opened: boolean;
  /** Called for Escape, a click beside the drawer, and its close button. */
  readonly onClose: () => void;
  readonly title: string;
  /** Stands beside the title. */
  readonly marks?: ReactNode;
  /** Whether a dialog is open over it, which Escape is then meant for. */
  readonly covered: boolean;
  readonly children: ReactNode;
}) {
  const { opened, onClose, title, covered } = props;
  return (
    <MantineDrawer.Root
      opened={opened}
      onClose={onClose}
      position="right"
      size={520}
      zIndex={190}
      returnFocus={false}
      closeOnEscape={!covered}
      transitionProps={{ duration: 120 }}
    >
      <MantineDrawer.Overlay backgroundOpacity={0.3} />
      {/* While it slides out it is no place for the focus to come back to. */}
      <MantineDrawer.Content inert={!opened}>
        <div className={classes.head}>
          <MantineDrawer.Title className={classes.title}>{title}</MantineDrawer.Title>
          {props.marks}
          <MantineDrawer.CloseButton aria-label="Close" ml="auto" />
        </div>
        <MantineDrawer.Body className={classes.body}>{props.children}</MantineDrawer.Body>
      </MantineDrawer.Content>
    </MantineDrawer.Root>
  );
}
