import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { AuditFilter } from '#shared/domain/audit.ts';
import { request } from '../../api/client.ts';
import { download } from '../../ui/download.ts';
import { announce, announceFailure } from '../../ui/notices.ts';

const mediaTypes = { json: 'application/json', csv: 'text/csv' } as const;

/** The entries that the filters let through, all of them, as a file. */
export function ExportMenu({ filter }: { readonly filter: AuditFilter }) {
  const [busy, setBusy] = useState(false);

  async function save(format: keyof typeof mediaTypes) {
    setBusy(true);
    try {
      const { fileName, text } = await request('audit.export', { filter, format });
      download(fileName, text, mediaTypes[format]);
      announce(`Exported as ${fileName}.`);
    } catch (error) {
      announceFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Menu position="bottom-end" width={192} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="default"
          loading={busy}
          leftSection={<IconDownload size={16} />}
          rightSection={<IconChevronDown size={14} />}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save('json')}>Export as JSON</Menu.Item>
        <Menu.Item onClick={() => save('csv')}>Export as CSV</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
