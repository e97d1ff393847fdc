import { Button } from '@mantine/core';
import { IconFileExport, IconFileImport } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { request } from '../../api/client.ts';
import { download } from '../../ui/download.ts';
import { attempt } from '../../ui/notices.ts';
import { PermittedButton } from '../../ui/permitted-button.tsx';
import classes from './section.module.css';

const ImportDialog = lazy(async () => ({
  default: (await import('./import-dialog.tsx')).ImportDialog,
}));

/** Configurations out of the workspace and into it. Keys never go along. */
export function Transfer() {
  const [importing, setImporting] = useState<'never' | 'now' | 'closed'>('never');
  // Each opening begins anew.
  const [opening, setOpening] = useState(0);
  return (
    <div className={classes.part}>
      <h3 className={classes.partTitle}>Export and import</h3>
      <p>
        The file holds every configuration and no keys: neither the keys nor their hints leave the
        vault.
      </p>
      <div className={classes.buttons}>
        <Button
          variant="default"
          leftSection={<IconFileExport size={16} aria-hidden="true" />}
          onClick={() => attempt(exportAll, 'Exported the configurations, without their keys.')}
        >
          Export configurations
        </Button>
        <PermittedButton
          needs="configs:write"
          variant="default"
          leftSection={<IconFileImport size={16} aria-hidden="true" />}
          onClick={() => {
            setOpening(opening + 1);
            setImporting('now');
          }}
        >
          Import configurations
        </PermittedButton>
      </div>
      <Suspense fallback={null}>
        {importing !== 'never' && (
          <ImportDialog
            key={opening}
            opened={importing === 'now'}
            onClose={() => setImporting('closed')}
          />
        )}
      </Suspense>
    </div>
  );
}

async function exportAll(): Promise<void> {
  const { fileName, text } = await request('workspace.export', {});
  download(fileName, text, 'application/json');
}
