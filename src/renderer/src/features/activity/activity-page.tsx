import { Tabs } from '@mantine/core';
import { AuditLog } from './audit-log.tsx';
import { Usage } from './usage.tsx';

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
        <Usage />
      </Tabs.Panel>
    </Tabs>
  );
}
