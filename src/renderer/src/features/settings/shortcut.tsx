import { ActionIcon, TextInput } from '@mantine/core';
import { IconKeyboard, IconX } from '@tabler/icons-react';
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
import classes from './section.module.css';
import { Section } from './section.tsx';

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

  /** The field goes on showing what is set, so the sentence names what was pressed. */
  function refuse(pressed: string | null, why: string | null) {
    setProblem(pressed === null ? why : `${acceleratorWords(pressed, platform)}: ${why}`);
  }

  async function set(accelerator: string | null) {
    setProblem(null);
    try {
      await useShortcut.getState().set(accelerator);
    } catch (error) {
      refuse(accelerator, sentenceOf(error));
    }
  }

  function press(event: KeyboardEvent<HTMLInputElement>) {
    // These go on being what they are in any field.
    if (event.key === 'Tab' || event.key === 'Escape') return;
    event.preventDefault();
    if (isModifier(event.key)) return;
    const accelerator = acceleratorFrom(event, platform);
    const wrong = acceleratorProblem(accelerator ?? '');
    if (accelerator === null || wrong !== null) refuse(accelerator, wrong);
    else void set(accelerator);
  }

  const accelerator = status?.accelerator ?? null;
  return (
    <Section title="Shortcut">
      <p className={classes.lead}>
        Opens Generate from anywhere on the desktop, whatever program is in front.
      </p>
      <TextInput
        className={classes.keys}
        label="Shortcut for Generate"
        leftSection={<IconKeyboard size={16} aria-hidden="true" />}
        readOnly
        autoComplete="off"
        value={accelerator === null ? '' : acceleratorWords(accelerator, platform)}
        placeholder={listening ? 'Press the keys…' : 'None: click here and press the keys'}
        error={problem ?? status?.problem}
        rightSection={accelerator !== null && <Remove onClick={() => void set(null)} />}
        onFocus={() => setListening(true)}
        onBlur={() => {
          setListening(false);
          setProblem(null);
        }}
        onKeyDown={press}
      />
    </Section>
  );
}

function Remove({ onClick }: { readonly onClick: () => void }) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label="Remove shortcut"
      title="Remove shortcut"
      onClick={onClick}
    >
      <IconX size={15} aria-hidden="true" />
    </ActionIcon>
  );
}

function isModifier(key: string): boolean {
  return ['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'OS', 'CapsLock', 'Fn'].includes(key);
}
