import type { LoadedModel } from '#shared/domain/local-model.ts';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { gibibytes } from '../../ui/size-words.ts';
import page from './local-models-page.module.css';
import { LoadingRow, RunningRow } from './running-row.tsx';
import classes from './running-table.module.css';

/** What a server has in memory, and what it is about to. */
export function RunningModels(props: {
  readonly server: LocalServer;
  readonly loaded: readonly LoadedModel[];
  /** Names of what is being loaded from here. */
  readonly loading: readonly string[];
}) {
  const { server, loaded } = props;
  const loading = props.loading.filter((name) => !loaded.some((one) => one.name === name));
  return (
    <section aria-label="In memory" className={page.section}>
      <div className={page.head}>
        <h2 className={page.heading}>In memory</h2>
        <span className={page.about}>
          {loaded.length > 0 &&
            `${gibibytes(loaded.reduce((sum, one) => sum + one.memoryBytes, 0))} in use`}
        </span>
      </div>
      <table className={classes.table} aria-label="Running models">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className={classes.memory}>
              Memory
            </th>
            <th scope="col" className={classes.vram}>
              In VRAM
            </th>
            <th scope="col" className={classes.context}>
              Context
            </th>
            <th scope="col" className={classes.unloads}>
              Unloads in
            </th>
            <th scope="col" className={classes.action}>
              <span className={classes.unseen}>Unload</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {loading.map((name) => (
            <LoadingRow key={name} server={server} name={name} />
          ))}
          {loaded.map((model) => (
            <RunningRow key={model.name} server={server} model={model} />
          ))}
          {loaded.length + loading.length === 0 && (
            <tr>
              <td colSpan={6} className={classes.nothing}>
                No model is loaded. A run loads the one it needs; “Load now” does so ahead of it.
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}
