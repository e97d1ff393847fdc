import { Button } from '@mantine/core';
import { IconPlugConnected, IconTestPipe } from '@tabler/icons-react';
import { useState } from 'react';
import { useConfigurations } from '../../stores/configurations.ts';
import { useDraft } from '../../stores/draft.ts';
import { useHindrance } from '../../stores/policy.ts';
import { announceFailure } from '../../ui/notices.ts';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { openNewConfiguration } from '../configurations/dialogs.ts';
import { toGenerate } from '../generate/to-generate.ts';
import classes from './first-start.module.css';
import { UseOllama } from './use-ollama.tsx';
import { WayIn } from './way-in.tsx';

const demoPrompt = 'When is a local model the better choice, and when a hosted one?';

/** What stands where there is no configuration yet: three ways in. */
export function FirstStart() {
  const hindrance = useHindrance('configs:write');
  const mayCreate = hindrance === null;
  return (
    <div className={classes.page}>
      <p className={classes.lead}>
        A configuration says which model to ask, and how. Make the first one; more can follow at any
        time.
      </p>
      {hindrance !== null && <p className={classes.lead}>You cannot create one now. {hindrance}</p>}
      <div className={classes.ways}>
        <UseOllama mayCreate={mayCreate} />
        <WayIn
          icon={IconPlugConnected}
          title="A provider’s API"
          action={
            <Button fullWidth disabled={!mayCreate} onClick={() => openNewConfiguration()}>
              Add a provider
            </Button>
          }
        >
          <p>
            Give the model and the address. The key comes in a second step, goes into this
            computer’s keychain, and cannot be read back.
          </p>
        </WayIn>
        <WayIn
          icon={IconTestPipe}
          title="Just a look"
          mark={<SimulatedMark />}
          action={<TryDemo mayCreate={mayCreate} />}
        >
          <p>
            Simulated models that answer on this machine, with no account, no key and no cost. They
            are marked as simulated wherever they appear, and go away when you end the demo.
          </p>
        </WayIn>
      </div>
    </div>
  );
}

function TryDemo({ mayCreate }: { readonly mayCreate: boolean }) {
  const startDemo = useConfigurations((state) => state.startDemo);
  const [starting, setStarting] = useState(false);

  async function start() {
    setStarting(true);
    try {
      await startDemo();
      if (useDraft.getState().prompt === '') useDraft.setState({ prompt: demoPrompt });
      toGenerate();
    } catch (error) {
      announceFailure(error);
    } finally {
      setStarting(false);
    }
  }

  return (
    <Button
      fullWidth
      variant="default"
      disabled={!mayCreate}
      loading={starting}
      onClick={() => void start()}
    >
      Try the demo
    </Button>
  );
}
