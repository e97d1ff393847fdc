import { Switch } from '@mantine/core';
import { request } from '../../api/client.ts';
import { useApp } from '../../stores/app.ts';
import { announceFailure } from '../../ui/notices.ts';

/** Whether what is run from now on is kept with its texts. */
export function DoNotKeep() {
  const kept = useApp((state) => state.settings?.keepHistory ?? true);
  return (
    <Switch
      size="xs"
      labelPosition="left"
      label="Do not keep history"
      checked={!kept}
      onChange={(event) => {
        const change = { kept: !event.currentTarget.checked };
        request('history.setKept', change).catch(announceFailure);
      }}
    />
  );
}
