import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { download } from './download.ts';
import { announce, announceFailure } from './notices.ts';

const kinds = {
  markdown: { label: 'Markdown', mediaType: 'text/markdown' },
  json: { label: 'JSON', mediaType: 'application/json' },
  csv: { label: 'CSV', mediaType: 'text/csv' },
} as const;

/** The button `Export`, and the kinds of file to choose from. */
export function ExportMenu<Format extends keyof typeof kinds>(props: {
  readonly formats: readonly Format[];
  readonly make: (format: Format) => Promise<{ readonly fileName: string; readonly text: string }>;
}) {
  const [busy, setBusy] = useState(false);

  async function save(format: Format) {
    setBusy(true);
    try {
      const { fileName, text } = await props.make(format);
      download(fileName, text, kinds[format].mediaType);
      announce(`Exported as ${fileName}.`);
    } catch (error) {
      announceFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Menu position="bottom-end" width={208} withInitialFocusPlaceholder={false}>
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
        {props.formats.map((format) => (
          <Menu.Item key={format} onClick={() => save(format)}>
            Export as {kinds[format].label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
