import { useState } from 'react';
import type { LocalModel } from '#shared/domain/local-model.ts';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useLocalModels } from '../../stores/local-models.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { announce, announceFailure } from '../../ui/notices.ts';
import { gibibytes } from '../../ui/size-words.ts';
import { usersOf } from './create-configuration.ts';
import classes from './dialogs.module.css';
import { closeModelDialog, useModelDialogs } from './dialogs.ts';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** More names than this are counted, not read. */
const mostNamed = 8;

/** Asks before models go from the disk, naming the configurations that need them. */
export function DeleteDialog(props: {
  readonly server: LocalServer;
  readonly models: readonly LocalModel[];
}) {
  const { server, models } = props;
  const opened = useModelDialogs((state) => state.opened);
  // As they were when asked: the question must not change while it fades out.
  const [users] = useState(() => namesOfUsers(server, models));
  const bytes = models.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const [only] = models;
  const one = models.length === 1 && only !== undefined;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={closeModelDialog}
      returnFocus={false}
      title={one ? `Delete ${only.name}?` : `Delete ${models.length} models?`}
      verb="Delete"
      action={() => remove(server, models)}
    >
      {!one && <span className={classes.names}>{namesInWords(models)}</span>}
      {one ? 'It takes ' : 'Together they take '}
      {gibibytes(bytes)} on the disk of {server.onThisMachine ? 'this machine' : server.baseUrl},
      less what other models share. To have {one ? 'it' : 'them'} again means pulling anew.
      {users.length > 0 && (
        <span className={classes.users}>
          {list.format(users)} {users.length === 1 ? 'uses' : 'use'} {one ? 'it' : 'one of them'},
          and cannot run without.
        </span>
      )}
    </ConfirmDialog>
  );
}

function namesOfUsers(server: LocalServer, models: readonly LocalModel[]): readonly string[] {
  const { configurations } = useConfigurations.getState();
  const users = models.flatMap(({ name }) => usersOf(configurations, server, name));
  return [...new Set(users.map(({ name }) => name))];
}

function namesInWords(models: readonly LocalModel[]): string {
  const names = models.map(({ name }) => name);
  if (names.length <= mostNamed) return list.format(names);
  const rest = names.length - mostNamed;
  return list.format([...names.slice(0, mostNamed), `${rest} more`]);
}

/** Says what became of each. Throws where nothing at all could be deleted. */
async function remove(server: LocalServer, models: readonly LocalModel[]): Promise<void> {
  const names = models.map(({ name }) => name);
  const answer = await useLocalModels.getState().remove(server.address, names);
  const gone = answer.deletions.filter(({ outcome }) => outcome !== 'failed');
  const failed = answer.deletions.filter(({ outcome }) => outcome === 'failed');
  const reasons = failed.map(({ name, message }) => `${name}: ${message ?? 'it is still there.'}`);
  if (gone.length === 0) throw new Error(reasons.join(' '));
  announce(
    doneWords(
      gone.map(({ name }) => name),
      answer.bytesFreed,
    ),
  );
  if (failed.length > 0) announceFailure(new Error(`Not deleted: ${reasons.join(' ')}`));
}

function doneWords(names: readonly string[], bytesFreed: number): string {
  const what = names.length === 1 ? names[0] : `${names.length} models`;
  return `Deleted ${what}: ${gibibytes(bytesFreed)} freed.`;
}
