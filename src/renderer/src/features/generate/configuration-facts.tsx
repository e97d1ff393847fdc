import { IconKeyOff } from '@tabler/icons-react';
import type { ConfigurationView, EffectiveDefault } from '#shared/domain/configuration.ts';
import { providerFacts } from '#shared/domain/rules/providers.ts';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import classes from './configuration-select.module.css';

/** What tells a configuration from others, where one is chosen. */
export function ConfigurationFacts({
  configuration,
}: {
  readonly configuration: ConfigurationView;
}) {
  const { provider, model, simulated, key } = configuration;
  return (
    <>
      <span>{providerFacts[provider].label}</span>
      <span className={classes.model}>{model}</span>
      {simulated && <SimulatedMark />}
      {key.status === 'absent' && (
        <span className={classes.noKey}>
          <IconKeyOff size={14} aria-hidden="true" />
          No key
        </span>
      )}
    </>
  );
}

/** Why the effective default is that. */
export function reasonText({ reason }: EffectiveDefault): string {
  return reason === 'marked' ? 'marked as default' : 'most recent, since none is marked';
}
