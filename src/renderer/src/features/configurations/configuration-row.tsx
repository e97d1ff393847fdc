import { IconTargetArrow } from '@tabler/icons-react';
import { memo } from 'react';
import type { ConfigurationView, EffectiveDefault } from '#shared/domain/configuration.ts';
import { providerFacts } from '#shared/domain/rules/providers.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { RowActions } from '../../ui/row-actions.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { KeyCell } from '../keys/key-cell.tsx';
import { ModelMissing } from '../local-models/model-missing.tsx';
import { actionGroups } from './configuration-actions.ts';
import classes from './configurations-table.module.css';
import { openDetails } from './details.ts';
import { othersOf } from './shared-keys.ts';
import { defaultReason } from './words.ts';

/** One configuration. Its name comes first, so that the row's accessible name starts with it. */
export const ConfigurationRow = memo(function ConfigurationRow(props: {
  readonly configuration: ConfigurationView;
  /** In the whole table, the head being 1. */
  readonly rowIndex: number;
  /** Given on the row of the effective default alone. */
  readonly effective: EffectiveDefault | null;
  /** All with the same key, this one among them; undefined where the key is its own. */
  readonly keyGroup: readonly ConfigurationView[] | undefined;
}) {
  const { configuration, effective } = props;
  return (
    <tr className={classes.row} aria-rowindex={props.rowIndex}>
      <th scope="row">
        <span className={classes.nameCell}>
          <button
            type="button"
            className={classes.nameButton}
            title={configuration.name}
            aria-haspopup="dialog"
            onClick={() => openDetails(configuration.id)}
          >
            {configuration.name}
          </button>
          {configuration.simulated && <SimulatedMark />}
        </span>
      </th>
      <td className={classes.provider}>{providerFacts[configuration.provider].label}</td>
      <td className={classes.model} title={configuration.model}>
        <span className={classes.modelId}>{configuration.model}</span>
        {configuration.provider === 'ollama' && <ModelMissing configuration={configuration} />}
      </td>
      <td className={classes.words}>
        <KeyCell view={configuration.key} sharedWith={othersOf(configuration.id, props.keyGroup)} />
      </td>
      <td className={classes.words}>
        {effective !== null && (
          <span className={classes.defaultMark} data-reason={effective.reason}>
            {effective.reason === 'marked' && <IconTargetArrow size={16} aria-hidden="true" />}
            {defaultReason(effective)}
          </span>
        )}
      </td>
      <td className={`${classes.updated} ${classes.muted}`}>
        <RelativeTime at={configuration.updatedAt} />
      </td>
      <td className={classes.actions}>
        <RowActions
          name={configuration.name}
          groups={() => actionGroups(configuration, effective?.reason === 'marked')}
        />
      </td>
    </tr>
  );
});
