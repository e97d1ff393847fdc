import { useEffect } from 'react';
import type { ConfigurationView, EffectiveDefault } from '#shared/domain/configuration.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { Drawer } from '../../ui/drawer.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { RecordHistory } from '../activity/record-history.tsx';
import { recordActions } from './configuration-actions.ts';
import { closeDetails, useDetails } from './details.ts';
import { DetailsActions } from './details-actions.tsx';
import { DetailsFields } from './details-fields.tsx';
import { DetailsKey } from './details-key.tsx';
import { DetailsSection } from './details-section.tsx';
import { useDialogs } from './dialogs.ts';
import { useConfiguration } from './use-configuration.ts';

/** Everything that is known of one configuration, beside the list. Closes when the configuration is deleted. */
export function DetailsDrawer() {
  const { id, opened } = useDetails();
  const configuration = useConfiguration(id ?? undefined);
  const covered = useDialogs((state) => state.opened);
  const shown = opened && configuration !== undefined;
  useFocusReturn(shown);
  useEffect(() => {
    if (configuration === undefined) closeDetails();
  }, [configuration]);

  return (
    <Drawer
      opened={shown}
      onClose={closeDetails}
      title={configuration?.name ?? ''}
      marks={configuration?.simulated && <SimulatedMark />}
      covered={covered}
    >
      {configuration !== undefined && <Details key={id} configuration={configuration} />}
    </Drawer>
  );
}

function Details({ configuration }: { readonly configuration: ConfigurationView }) {
  const effective = useConfigurations((state) => state.effectiveDefault);
  const own = effective?.id === configuration.id ? effective : null;
  return (
    <>
      <DetailsActions actions={recordActions(configuration, own?.reason === 'marked')} />
      <DetailsKey configuration={configuration} />
      <DetailsFields configuration={configuration} defaultWords={defaultWords(own)} />
      <DetailsSection title="History">
        <RecordHistory targetId={configuration.id} />
      </DetailsSection>
    </>
  );
}

function defaultWords(own: EffectiveDefault | null): string {
  if (own === null) return 'No';
  return own.reason === 'marked' ? 'Yes' : 'Yes, as the most recent one';
}
