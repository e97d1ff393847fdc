import { Button } from '@mantine/core';
import { IconFolderOpen, IconReportAnalytics } from '@tabler/icons-react';
import { request } from '../../api/client.ts';
import { useApp } from '../../stores/app.ts';
import { Facts } from '../../ui/facts.tsx';
import { announceFailure } from '../../ui/notices.ts';
import { openDiagnostics } from '../diagnostics/open.ts';
import { PathFact } from './path-fact.tsx';
import classes from './section.module.css';
import { Section } from './section.tsx';

/** Where to look, and what to show somebody, when something is wrong. */
export function Logs() {
  const info = useApp((state) => state.info);
  if (info === null) return null;
  return (
    <Section title="Logs and diagnostics">
      <p className={classes.lead}>
        The log says what failed and when. Keys, prompts and answers are never written to it.
      </p>
      <Facts>
        <PathFact term="Log folder" path={info.logFolder} />
      </Facts>
      <div className={classes.buttons}>
        {info.host === 'electron' && (
          <Button
            variant="default"
            leftSection={<IconFolderOpen size={16} aria-hidden="true" />}
            onClick={() => request('logs.openFolder', {}).catch(announceFailure)}
          >
            Open log folder
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconReportAnalytics size={16} aria-hidden="true" />}
          onClick={openDiagnostics}
        >
          Diagnostics report…
        </Button>
      </div>
    </Section>
  );
}
