import {
  IconActivity,
  IconColumns2,
  IconCpu,
  type IconProps,
  IconRoute,
  IconSettings,
  IconSparkles,
  IconStack2,
  IconUsers,
} from '@tabler/icons-react';
import { type ComponentType, lazy } from 'react';

export interface Page {
  /** As in the address, after the `#`. */
  readonly path: string;
  /** Name of the link, and the page's heading. */
  readonly title: string;
  readonly icon: ComponentType<IconProps>;
  readonly Content: ComponentType;
}

/** A page is fetched when it is first opened. */
const page = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: await load() }));

/** Every page, in the order of the sidebar. */
export const pages: readonly Page[] = [
  {
    path: '/generate',
    title: 'Generate',
    icon: IconSparkles,
    Content: page(async () => (await import('../generate/generate-page.tsx')).GeneratePage),
  },
  {
    path: '/compare',
    title: 'Compare',
    icon: IconColumns2,
    Content: page(async () => (await import('../compare/compare-page.tsx')).ComparePage),
  },
  {
    path: '/workflows',
    title: 'Workflows',
    icon: IconRoute,
    Content: page(async () => (await import('../workflows/workflows-page.tsx')).WorkflowsPage),
  },
  {
    path: '/configurations',
    title: 'Configurations',
    icon: IconStack2,
    Content: page(
      async () => (await import('../configurations/configurations-page.tsx')).ConfigurationsPage,
    ),
  },
  {
    path: '/local-models',
    title: 'Local models',
    icon: IconCpu,
    Content: page(
      async () => (await import('../local-models/local-models-page.tsx')).LocalModelsPage,
    ),
  },
  {
    path: '/activity',
    title: 'Activity',
    icon: IconActivity,
    Content: page(async () => (await import('../activity/activity-page.tsx')).ActivityPage),
  },
  {
    path: '/team',
    title: 'Team',
    icon: IconUsers,
    Content: page(async () => (await import('../team/team-page.tsx')).TeamPage),
  },
  {
    path: '/settings',
    title: 'Settings',
    icon: IconSettings,
    Content: page(async () => (await import('../settings/settings-page.tsx')).SettingsPage),
  },
];
