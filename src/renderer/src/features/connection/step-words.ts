import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
  type IconProps,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { ConnectionStep, ConnectionStepName } from '#shared/domain/connection-test.ts';

/** In the order in which they are taken. */
export const stepWords: Readonly<Record<ConnectionStepName, string>> = {
  url: 'URL built',
  key: 'Key read',
  resolve: 'Name resolved',
  connect: 'Connected',
  tls: 'TLS',
  authorise: 'Authorised',
  model: 'Model known',
  'first-token': 'First token',
};

export const outcomeWords: Readonly<
  Record<
    ConnectionStep['outcome'],
    { readonly icon: ComponentType<IconProps>; readonly word: string }
  >
> = {
  passed: { icon: IconCircleCheck, word: 'Passed' },
  failed: { icon: IconCircleX, word: 'Failed' },
  skipped: { icon: IconCircleMinus, word: 'Not needed' },
  unknown: { icon: IconCircleDashed, word: 'Not reached' },
};
