import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useApp } from '../../stores/app.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import classes from './section.module.css';
import { Section } from './section.tsx';
import { Transfer } from './transfer.tsx';

/** Where this workspace's data are, what runs, and how configurations come in and go out. */
export function Workspace() {
  const info = useApp((state) => state.info);
  if (info === null) return null;
  return (
    <Section title="Workspace">
      <Facts>
        <Fact term="Data folder">
          <DataFolder path={info.dataFolder} />
        </Fact>
        <Fact term="Version">{info.version}</Fact>
        <Fact term="Host">
          {info.host === 'electron' ? 'Desktop window' : 'Web browser, over loopback only'}
          {info.hostReason !== null && <p className={classes.muted}>{info.hostReason}</p>}
        </Fact>
      </Facts>
      <Transfer />
    </Section>
  );
}

function DataFolder({ path }: { readonly path: string }) {
  const clipboard = useClipboard({ timeout: 2_000 });
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  return (
    <span className={classes.path}>
      <code>{path}</code>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<Icon size={14} />}
        aria-label={clipboard.copied ? 'Copied data folder' : 'Copy data folder'}
        onClick={() => clipboard.copy(path)}
      >
        {clipboard.copied ? 'Copied' : 'Copy'}
      </Button>
    </span>
  );
}
