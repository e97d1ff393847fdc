import { Tabs } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { AuditLog } from './audit-log.tsx';

const UsagePanel = lazy(async () => ({
  default: (await import('./usage/usage-panel.tsx')).UsagePanel,
}));

/** What was done, and what it used. */
export function ActivityPage() {
  return (
    <Tabs defaultValue="audit-log" keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="audit-log">Audit log</Tabs.Tab>
        <Tabs.Tab value="usage">Usage</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="audit-log">
        <AuditLog />
      </Tabs.Panel>
      <Tabs.Panel value="usage">
        <Suspense fallback={null}>
          <UsagePanel />
        </Suspense>
      </Tabs.Panel>
    </Tabs>
  );
}
