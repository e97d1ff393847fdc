import { Loader } from '@mantine/core';
import type { LoadedModel } from '#shared/domain/local-model.ts';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { useLocalModels } from '../../stores/local-models.ts';
import { attempt } from '../../ui/notices.ts';
import { PermittedButton } from '../../ui/permitted-button.tsx';
import { StillBar } from '../../ui/progress-bar.tsx';
import { gibibytes } from '../../ui/size-words.ts';
import { tokensInWords } from '../../ui/token-words.ts';
import { noFigure } from '../generate/figures.ts';
import classes from './running-table.module.css';
import { UnloadsIn } from './unloads-in.tsx';

/** A model in memory. */
export function RunningRow(props: { readonly server: LocalServer; readonly model: LoadedModel }) {
  const { server, model } = props;
  const { name, contextLength, expiresAt } = model;
  return (
    <tr>
      <th scope="row" title={name}>
        {name}
      </th>
      <td className={classes.memory}>{gibibytes(model.memoryBytes)}</td>
      <td className={classes.vram} title={`${gibibytes(model.vramBytes)} of video memory`}>
        <span className={classes.share}>
          <StillBar percent={model.vramShare * 100} />
          <span>{shareWords(model.vramShare)}</span>
        </span>
      </td>
      <td className={classes.context}>
        {contextLength === null ? noFigure : tokensInWords(contextLength)}
      </td>
      <td className={classes.unloads}>
        {expiresAt === null ? 'Stays loaded' : <UnloadsIn at={expiresAt} />}
      </td>
      <td className={classes.action}>
        <Unload server={server} name={name} verb="Unload" done={`Unloaded ${name}.`} />
      </td>
    </tr>
  );
}

/** A model on its way into memory. */
export function LoadingRow({
  server,
  name,
}: {
  readonly server: LocalServer;
  readonly name: string;
}) {
  return (
    <tr>
      <th scope="row" title={name}>
        {name}
      </th>
      <td colSpan={4}>
        <span className={classes.loading} role="status">
          <Loader size={14} aria-hidden="true" /> Loading…
        </span>
      </td>
      <td className={classes.action}>
        <Unload server={server} name={name} verb="Cancel" done={`${name} is not loaded.`} />
      </td>
    </tr>
  );
}

function Unload(props: {
  readonly server: LocalServer;
  readonly name: string;
  readonly verb: 'Unload' | 'Cancel';
  readonly done: string;
}) {
  const { server, name, verb, done } = props;
  const { unloadModel } = useLocalModels.getState();
  return (
    <PermittedButton
      needs="generate"
      size="compact-sm"
      variant="default"
      aria-label={verb === 'Unload' ? `Unload ${name}` : `Cancel loading of ${name}`}
      onClick={() => void attempt(() => unloadModel(server.address, name), done)}
    >
      {verb}
    </PermittedButton>
  );
}

/** @example shareWords(0.62) // '62 %' */
function shareWords(share: number): string {
  if (share >= 0.995) return 'All';
  return share < 0.005 ? 'None' : `${Math.round(share * 100)} %`;
}
