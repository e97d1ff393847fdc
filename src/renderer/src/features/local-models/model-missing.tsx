import { IconAlertTriangle } from '@tabler/icons-react';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import classes from './model-missing.module.css';
import { PullOffer } from './pull-offer.tsx';
import { useMissing } from './use-missing.ts';

interface Props {
  readonly configuration: ConfigurationView;
}

/** In a row: that the model of a configuration is not installed where its runs go. */
export function ModelMissing({ configuration }: Props) {
  const server = useMissing(configuration);
  if (server === undefined) return null;
  return (
    <span className={classes.mark}>
      <IconAlertTriangle size={14} aria-hidden="true" />
      <span className={classes.words}>
        <span className={classes.what}>Model </span>not installed
      </span>
      <PullOffer server={server} model={configuration.model} short />
    </span>
  );
}

/** The same with room to say where. */
export function ModelMissingNote({ configuration }: Props) {
  const server = useMissing(configuration);
  if (server === undefined) return null;
  return (
    <div role="status" className={classes.note}>
      <IconAlertTriangle size={16} aria-hidden="true" />
      <span>
        Model not installed: {server.onThisMachine ? 'Ollama on this machine' : server.baseUrl} does
        not have {configuration.model}.
      </span>
      <PullOffer server={server} model={configuration.model} />
    </div>
  );
}
