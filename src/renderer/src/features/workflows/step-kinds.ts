import {
  IconArrowsSplit2,
  IconBolt,
  IconClock,
  IconHandClick,
  type IconProps,
  IconSparkles,
  IconTransform,
  IconUserCheck,
  IconWebhook,
  IconWorld,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { StepType, TriggerType } from '#shared/domain/workflow.ts';

/** What a step does, or what starts the workflow. */
export type StepKind = StepType | TriggerType;

/** How each is told from the others: by an icon and a word. */
export const stepKinds: Readonly<
  Record<StepKind, { readonly word: string; readonly icon: ComponentType<IconProps> }>
> = {
  llm: { word: 'LLM', icon: IconSparkles },
  http: { word: 'HTTP request', icon: IconWorld },
  transform: { word: 'Transform', icon: IconTransform },
  condition: { word: 'Condition', icon: IconArrowsSplit2 },
  approval: { word: 'Approval', icon: IconUserCheck },
  manual: { word: 'Started by hand', icon: IconHandClick },
  schedule: { word: 'Schedule', icon: IconClock },
  webhook: { word: 'Webhook', icon: IconWebhook },
  event: { word: 'Event', icon: IconBolt },
};
