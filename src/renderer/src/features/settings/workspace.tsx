import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useApp } from '../../stores/app.ts';
import classes from './section.module.css';
import { Section } from './section.tsx';

/** Where this workspace's data are, and what runs. */
export function Workspace() {
  const info = useApp((state) => state.info);
  const clipboard = useClipboard({ timeout: 2_000 });
  if (info === null) return null;
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  return (
    <Section title="Workspace">
      <dl className={classes.facts}>
        <dt>Data folder</dt>
        <dd className={classes.path}>
          <code>{info.dataFolder}</code>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Icon size={14} />}
            aria-label={clipboard.copied ? 'Copied data folder' : 'Copy data folder'}
            onClick={() => clipboard.copy(info.dataFolder)}
          >
            {clipboard.copied ? 'Copied' : 'Copy'}
          </Button>
        </dd>
        <dt>Version</dt>
        <dd>{info.version}</dd>
        <dt>Host</dt>
        <dd>
          {info.host === 'electron' ? 'Desktop window' : 'Web browser, over loopback only'}
          {info.hostReason !== null && <p className={classes.muted}>{info.hostReason}</p>}
        </dd>
      </dl>
    </Section>
  );
}
