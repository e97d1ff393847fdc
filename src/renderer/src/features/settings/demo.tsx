import { useMemo, useState } from 'react';
import { useConfigurations } from '../../stores/configurations.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { attempt } from '../../ui/notices.ts';
import { PermittedButton } from '../../ui/permitted-button.tsx';
import classes from './section.module.css';
import { Section } from './section.tsx';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** Simulated configurations, to try Keywell without a provider. */
export function Demo() {
  const configurations = useConfigurations((state) => state.configurations);
  const names = useMemo(
    () => configurations.filter((one) => one.simulated).map(({ name }) => name),
    [configurations],
  );
  const [asking, setAsking] = useState(false);
  // What the question names must not change while it fades out.
  const [asked, setAsked] = useState<readonly string[]>([]);
  const { startDemo, endDemo } = useConfigurations.getState();
  const running = names.length > 0;

  return (
    <Section title="Demo">
      <p>{running ? `Simulated: ${list.format(names)}.` : 'The demo is off.'}</p>
      <p className={classes.muted}>
        Simulated configurations answer from within Keywell: no network, no key of yours, no cost.
      </p>
      <div className={classes.buttons}>
        {running ? (
          <PermittedButton
            needs="configs:delete"
            variant="default"
            onClick={() => {
              setAsked(names);
              setAsking(true);
            }}
          >
            End the demo
          </PermittedButton>
        ) : (
          <PermittedButton
            needs="configs:write"
            variant="default"
            onClick={() => attempt(startDemo, 'The demo has begun.')}
          >
            Start the demo
          </PermittedButton>
        )}
      </div>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title="End the demo?"
        verb="End the demo"
        action={endDemo}
        done="The demo has ended."
      >
        {list.format(asked)} will be deleted, with their keys. Your own configurations stay.
      </ConfirmDialog>
    </Section>
  );
}
