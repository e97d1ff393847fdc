import { Button, Group, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useRef, useState } from 'react';
import type { ConfigurationFields, ConfigurationView } from '#shared/domain/configuration.ts';
import { fieldProblemsOf, RequestError, sentenceOf } from '../../api/client.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { hindranceNow, usePolicy } from '../../stores/policy.ts';
import { announce } from '../../ui/notices.ts';
import { AdvancedFields } from './advanced-fields.tsx';
import {
  advancedFields,
  asDraftProblems,
  type ConfigurationDraft,
  type DraftProblems,
  draftOf,
  draftProblems,
  fieldsOf,
} from './configuration-draft.ts';
import classes from './configuration-form.module.css';
import { closeDialog, openKeyDialog } from './dialogs.ts';
import { MainFields } from './main-fields.tsx';

interface Props {
  /** The record being edited; undefined for a new one. */
  readonly edited: ConfigurationView | undefined;
  readonly initial: Partial<ConfigurationFields>;
  readonly onDirty: (dirty: boolean) => void;
  /** Whether to ask before changes are discarded. */
  readonly asking: boolean;
  readonly onKeepEditing: () => void;
  readonly onReload: () => void;
}

/** The fields of a configuration. There is no key among them: it has its own dialog, after saving. */
export function ConfigurationForm(props: Props) {
  const { edited } = props;
  const { create, update } = useConfigurations.getState();
  const element = useRef<HTMLFormElement>(null);
  const [advanced, setAdvanced] = useState(false);
  const policy = usePolicy((state) => state.policy);
  const [refusal, setRefusal] = useState<{ sentence: string; conflict: boolean } | null>(null);
  const [refusals, setRefusals] = useState(0);
  const form = useForm<ConfigurationDraft>({
    initialValues: draftOf(edited ?? props.initial, policy),
    validate: (draft) => draftProblems(draft, policy),
  });

  const dirty = form.isDirty();
  useEffect(() => props.onDirty(dirty), [dirty, props.onDirty]);

  // After the errors are on screen, and Advanced is open if it must be.
  useEffect(() => {
    if (refusals > 0) {
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [refusals]);

  function show(problems: DraftProblems) {
    form.setErrors(problems);
    if (advancedFields.some((field) => problems[field] !== undefined)) setAdvanced(true);
    setRefusals((count) => count + 1);
  }

  async function save(draft: ConfigurationDraft) {
    setRefusal(null);
    try {
      const fields = fieldsOf(draft);
      const saved =
        edited === undefined
          ? await create(fields)
          : await update(edited.id, edited.revision, fields);
      props.onDirty(false);
      const lacksKey = saved.key.status === 'absent';
      const setsKey = lacksKey && hindranceNow('keys:manage') === null;
      announce(
        lacksKey && !setsKey
          ? `Saved ${saved.name}. Setting its key needs the permission keys:manage.`
          : `Saved ${saved.name}.`,
      );
      if (setsKey) openKeyDialog(saved.id);
      else closeDialog();
    } catch (error) {
      const problems = asDraftProblems(fieldProblemsOf(error));
      if (Object.keys(problems).length > 0) show(problems);
      else setRefusal({ sentence: sentenceOf(error), conflict: isConflict(error) });
    }
  }

  return (
    <form
      ref={element}
      noValidate
      onSubmit={form.onSubmit(save, (problems) => show(problems as DraftProblems))}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          element.current?.requestSubmit();
        }
      }}
    >
      <MainFields form={form} configurationId={edited?.id ?? null} />
      <AdvancedFields form={form} opened={advanced} onToggle={() => setAdvanced(!advanced)} />
      <div className={classes.foot}>
        {refusal !== null && (
          <div role="alert" className={classes.refusal}>
            <Text c="red">{refusal.sentence}</Text>
            {refusal.conflict && (
              <Text size="sm">
                Reload to see it as it is now. What you changed here is then gone.{' '}
                <Button size="compact-sm" variant="default" onClick={props.onReload}>
                  Reload
                </Button>
              </Text>
            )}
          </div>
        )}
        {props.asking ? (
          <AskToDiscard onKeepEditing={props.onKeepEditing} />
        ) : (
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={closeDialog}>
              Cancel
            </Button>
            <Button type="submit" loading={form.submitting}>
              Save
            </Button>
          </Group>
        )}
      </div>
    </form>
  );
}

function AskToDiscard({ onKeepEditing }: { readonly onKeepEditing: () => void }) {
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <Group justify="flex-end" gap="xs" role="alert">
      <Text fw={500} mr="auto">
        Discard what you changed?
      </Text>
      <Button ref={keep} variant="default" onClick={onKeepEditing}>
        Keep editing
      </Button>
      <Button color="red" onClick={closeDialog}>
        Discard
      </Button>
    </Group>
  );
}

function isConflict(error: unknown): boolean {
  return error instanceof RequestError && error.shape.code === 'conflict';
}
