import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './dialog.module.css';

/**
 * A dialog over the page, named by its title. Made of Mantine's parts rather than its `Modal`, whose `<header>`
 * would be a second banner. Whoever opens it says where the focus goes when it closes.
 */
export function Dialog(props: {
  readonly opened: boolean;
  /** Called for Escape, a click beside the dialog, and its close button. */
  readonly onClose: () => void;
  readonly title: string;
  /** Width in pixels. */
  readonly size: number;
  /** False where the buttons below say it all. */
  readonly closeButton?: boolean;
  /** Back to what had it, unless the opener sees to that. */
  readonly returnFocus?: boolean;
  readonly children: ReactNode;
}) {
  const { opened, onClose, title, size, closeButton = true, returnFocus = true } = props;
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={size}
      returnFocus={returnFocus}
      yOffset="8dvh"
      transitionProps={{ duration: 120, transition: 'fade' }}
    >
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          {closeButton && <Modal.CloseButton aria-label="Close" />}
        </div>
        <Modal.Body className={classes.body}>{props.children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
