import { SegmentedControl } from '@mantine/core';
import type { Settings } from '#shared/domain/settings.ts';
import { useApp } from '../../stores/app.ts';
import { announceFailure } from '../../ui/notices.ts';
import { Section } from './section.tsx';

const themes: { value: Settings['theme']; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function Appearance() {
  const theme = useApp((state) => state.settings?.theme ?? 'system');
  const { updateSettings } = useApp.getState();
  return (
    <Section title="Appearance">
      <SegmentedControl
        aria-label="Theme"
        data={themes}
        value={theme}
        onChange={(chosen) => updateSettings({ theme: chosen }).catch(announceFailure)}
        transitionDuration={0}
      />
    </Section>
  );
}
