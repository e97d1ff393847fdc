import { Button, TextInput } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import {
  acceleratorFrom,
  acceleratorProblem,
  acceleratorWords,
} from '#shared/domain/rules/accelerator.ts';
import { sentenceOf } from '../../api/client.ts';
import { useApp } from '../../stores/app.ts';
import { useShortcut } from '../../stores/shortcut.ts';
import { announceFailure } from '../../ui/notices.ts';
import { Section } from './section.tsx';
import classes from './shortcut.module.css';

/** The key combination that opens Generate from anywhere: pressed, not typed. Only a desktop can have one. */
export function Shortcut() {
  const hasDesktop = useApp((state) => state.info?.host === 'electron');
  return hasDesktop ? <Field /> : null;
}

function Field() {
  const platform = useApp((state) => state.info?.platform ?? '');
  const status = useShortcut((state) => state.status);
  const [problem, setProblem] = useState<string | null>(null);
  const [listening, setListening] = useState(false);
  useEffect(() => {
    useShortcut.getState().load().catch(announceFailure);
  }, []);

  async function set(accelerator: string | null) {
    setProblem(null);
    try {
      await useShortcut.getState().set(accelerator);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  }

  function press(event: KeyboardEvent<HTMLInputElement>) {
    // These go on being what they are in any field.
    if (event.key === 'Tab' || event.key === 'Escape') return;
    event.preventDefault();
    if (isModifier(event.key)) return;
    const accelerator = acceleratorFrom(event, platform);
    const wrong = acceleratorProblem(accelerator ?? '');
    if (accelerator === null || wrong !== null) setProblem(wrong);
    else void set(accelerator);
  }

  const accelerator = status?.accelerator ?? null;
  return (
    <Section title="Shortcut">
      <div className={classes.line}>
        <TextInput
          className={classes.field}
          label="Shortcut for Generate"
          description="Opens Generate from anywhere on the desktop. Click here and press the keys."
          leftSection={<IconKeyboard size={16} aria-hidden="true" />}
          readOnly
          autoComplete="off"
          value={accelerator === null ? '' : acceleratorWords(accelerator, platform)}
          placeholder={listening ? 'Press the keys…' : 'None'}
          error={problem ?? status?.problem}
          onFocus={() => setListening(true)}
          onBlur={() => {
            setListening(false);
            setProblem(null);
          }}
          onKeyDown={press}
        />
        <Button
          variant="default"
          className={classes.remove}
          disabled={accelerator === null}
          onClick={() => void set(null)}
        >
          Remove shortcut
        </Button>
      </div>
    </Section>
  );
}

function isModifier(key: string): boolean {
  return ['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'OS', 'CapsLock', 'Fn'].includes(key);
}
