import { memo } from 'react';
import type { LocalModel } from '#shared/domain/local-model.ts';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { RowActions } from '../../ui/row-actions.tsx';
import { gibibytes } from '../../ui/size-words.ts';
import { tokensInWords } from '../../ui/token-words.ts';
import { noFigure } from '../generate/figures.ts';
import { Capabilities } from './capabilities.tsx';
import classes from './installed-table.module.css';
import { modelActions } from './model-actions.ts';
import { openModelDetails } from './model-details.ts';

/** One installed model. */
export const InstalledRow = memo(function InstalledRow(props: {
  readonly server: LocalServer;
  readonly model: LocalModel;
  /** In the whole table, the head being 1. */
  readonly rowIndex: number;
  readonly selected: boolean;
  readonly onSelect: (name: string, on: boolean) => void;
}) {
  const { server, model, selected, onSelect } = props;
  const { name, contextLength, modifiedAt } = model;
  return (
    <tr
      className={classes.row}
      aria-rowindex={props.rowIndex}
      data-selected={selected || undefined}
    >
      <td className={classes.select}>
        <input
          type="checkbox"
          aria-label={`Select ${name}`}
          className={classes.checkbox}
          checked={selected}
          onChange={(event) => onSelect(name, event.currentTarget.checked)}
        />
      </td>
      <th scope="row">
        <button
          type="button"
          className={classes.nameButton}
          title={name}
          aria-haspopup="dialog"
          onClick={() => openModelDetails(server, model)}
        >
          {name}
        </button>
      </th>
      <td className={classes.parameters}>{model.parameterSize ?? noFigure}</td>
      <td className={classes.quantisation}>{model.quantisation ?? noFigure}</td>
      <td className={classes.size}>{gibibytes(model.sizeBytes)}</td>
      <td className={classes.family}>{model.family ?? noFigure}</td>
      <td className={classes.capabilities}>
        <Capabilities model={model} />
      </td>
      <td
        className={classes.context}
        title={contextLength === null ? undefined : `${contextLength.toLocaleString('en')} tokens`}
      >
        {contextLength === null ? noFigure : tokensInWords(contextLength)}
      </td>
      <td className={classes.modified}>
        {modifiedAt === null ? noFigure : <RelativeTime at={modifiedAt} />}
      </td>
      <td className={classes.actions}>
        <RowActions name={name} groups={() => modelActions(server, model)} />
      </td>
    </tr>
  );
});
