import type { IconProps } from '@tabler/icons-react';
import type { ComponentType } from 'react';

/** Something the palette can do. */
export interface Command {
  /** Stays the same from start to start, so that it can be remembered. */
  readonly id: string;
  readonly group: 'Pages' | 'Actions' | 'Configurations' | 'Models';
  readonly title: string;
  /** Tells it from others, beside the title. */
  readonly detail?: string;
  readonly simulated?: boolean;
  readonly icon: ComponentType<IconProps>;
  readonly shortcut?: string;
  /** Whether it puts the focus somewhere itself. */
  readonly movesFocus?: boolean;
  /** More words by which it is found. */
  readonly keywords?: string;
  /** A string is what the palette goes on with as its search; otherwise it is done. */
  act(): string | undefined | Promise<void>;
}
