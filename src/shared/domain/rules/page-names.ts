/** The pages, by the last part of their addresses. */
export const pageNames = [
  'generate',
  'compare',
  'workflows',
  'configurations',
  'local-models',
  'activity',
  'team',
  'settings',
] as const;

export type PageName = (typeof pageNames)[number];
