import type { IconProps } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Permission } from '#shared/domain/member.ts';

/** Something that can be done with what a row, or its details, is about. */
export interface Action {
  readonly label: string;
  readonly icon: ComponentType<IconProps>;
  readonly needs: Permission;
  /** Whether something is gone afterwards. */
  readonly loses?: boolean;
  /** Says by itself how it ended. */
  readonly act: () => void;
}
