import { Button, Progress } from '@mantine/core';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { providerFacts } from '#shared/domain/rules/providers.ts';
import { useApp } from '../../stores/app.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { closeDialog, useDialogs } from '../configurations/dialogs.ts';
import { KeyCell } from './key-cell.tsx';
import classes from './key-dialog.module.css';
import { KeyForm } from './key-form.tsx';
import { useReentry } from './use-reentry.ts';
import { VaultTrouble } from './vault-trouble.tsx';
import { canStoreKeys } from './vault-words.ts';

/** Leads through the keys that have to be entered again, one by one. May be left and taken up at any time. */
export function ReentryDialog() {
  const opened = useDialogs((state) => state.opened);
  const vault = useApp((state) => state.vault);
  const { current, position, total, entered, skipped, skip } = useReentry();
  return (
    <Dialog
      opened={opened}
      onClose={closeDialog}
      returnFocus={false}
      size={480}
      title="Re-enter keys"
    >
      {vault !== null && !canStoreKeys(vault) ? (
        <VaultTrouble vault={vault} />
      ) : current === undefined ? (
        <End entered={entered} skipped={skipped} />
      ) : (
        <>
          <div className={classes.progress}>
            <Progress
              value={(100 * (position - 1)) / total}
              aria-label="Keys re-entered or skipped"
              transitionDuration={0}
            />
            <span aria-live="polite">
              {position} of {total}
            </span>
          </div>
          <Whose configuration={current} />
          <KeyForm
            key={current.id}
            configuration={current}
            replaces
            verb={position === total ? 'Save and finish' : 'Save and next'}
            onSaved={() => undefined}
          >
            <Button variant="subtle" color="gray" className={classes.first} onClick={closeDialog}>
              Finish later
            </Button>
            <Button variant="default" onClick={skip}>
              Skip
            </Button>
          </KeyForm>
        </>
      )}
    </Dialog>
  );
}

function Whose({ configuration }: { readonly configuration: ConfigurationView }) {
  const { name, provider, model, key } = configuration;
  return (
    <div className={classes.whose}>
      <h3>{name}</h3>
      <Facts>
        <Fact term="Provider">{providerFacts[provider].label}</Fact>
        <Fact term="Model">
          <code>{model}</code>
        </Fact>
        <Fact term="Key">
          <KeyCell view={{ ...key, status: 'stored' }} />
        </Fact>
        {key.setAt !== null && (
          <Fact term="Set">
            <RelativeTime at={key.setAt} />
            {key.setBy !== null && ` by ${key.setBy}`}
          </Fact>
        )}
      </Facts>
    </div>
  );
}

function End(props: { readonly entered: number; readonly skipped: number }) {
  return (
    <>
      <p className={classes.end} role="status">
        {props.entered === 1 ? '1 key is' : `${props.entered} keys are`} stored again.
        {props.skipped > 0 &&
          ` ${props.skipped} ${props.skipped === 1 ? 'was' : 'were'} skipped and can be entered at any time.`}
      </p>
      <div className={classes.foot}>
        <Button onClick={closeDialog} data-autofocus>
          Done
        </Button>
      </div>
    </>
  );
}
