import { Checkbox, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId } from 'react';
import { openaiApis, providerFacts } from '#shared/domain/rules/providers.ts';
import type { ConfigurationDraft } from './configuration-draft.ts';
import classes from './configuration-form.module.css';
import { HeadersField } from './headers-field.tsx';
import { openaiApiWords } from './words.ts';

const openaiApiChoices = openaiApis.map((value) => ({ value, label: openaiApiWords[value] }));

/** What few configurations set, behind the disclosure `Advanced`. */
export function AdvancedFields(props: {
  readonly form: UseFormReturnType<ConfigurationDraft>;
  readonly opened: boolean;
  readonly onToggle: () => void;
}) {
  const { form, opened } = props;
  const id = useId();
  const { provider } = form.values;
  const Icon = opened ? IconChevronDown : IconChevronRight;
  return (
    <>
      <button
        type="button"
        className={classes.disclosure}
        aria-expanded={opened}
        aria-controls={id}
        onClick={props.onToggle}
      >
        <Icon size={16} aria-hidden="true" />
        Advanced
      </button>
      <div id={id} hidden={!opened} className={classes.advanced}>
        <div className={classes.fields}>
          <TextInput
            className={classes.half}
            label="Top-p"
            inputMode="decimal"
            placeholder="Provider's own"
            {...form.getInputProps('topP')}
          />
          {provider === 'ollama' ? (
            <TextInput
              className={classes.half}
              label="Keep-alive"
              placeholder="5m"
              {...form.getInputProps('keepAlive')}
            />
          ) : provider === 'openai' ? (
            <Select
              className={classes.half}
              label="API"
              data={openaiApiChoices}
              allowDeselect={false}
              {...form.getInputProps('openaiApi')}
            />
          ) : (
            <div className={classes.half} />
          )}
          <TimeoutField form={form} field="connectTimeout" label="Connect timeout (s)" />
          <TimeoutField form={form} field="firstTokenTimeout" label="First token timeout (s)" />
          <TimeoutField form={form} field="idleTimeout" label="Idle timeout (s)" />
          <div className={classes.whole}>
            <HeadersField
              headers={form.values.headers}
              problem={form.errors.headers}
              onChange={(headers) => {
                form.setFieldValue('headers', headers);
                form.clearFieldError('headers');
              }}
            />
          </div>
          <TagsInput
            className={classes.whole}
            label="Tags"
            acceptValueOnBlur
            {...form.getInputProps('tags')}
          />
          <Textarea
            className={classes.whole}
            label="Notes"
            autosize
            minRows={2}
            maxRows={6}
            {...form.getInputProps('notes')}
          />
          {providerFacts[provider].key === 'optional' && (
            <Checkbox
              className={classes.whole}
              label="Needs an API key"
              {...form.getInputProps('needsKey', { type: 'checkbox' })}
            />
          )}
          <Checkbox
            className={classes.whole}
            label="Allow unencrypted"
            description="Permits plain http to hosts outside this machine and its private network."
            {...form.getInputProps('allowUnencrypted', { type: 'checkbox' })}
          />
        </div>
      </div>
    </>
  );
}

function TimeoutField(props: {
  readonly form: UseFormReturnType<ConfigurationDraft>;
  readonly field: 'connectTimeout' | 'firstTokenTimeout' | 'idleTimeout';
  readonly label: string;
}) {
  return (
    <TextInput
      className={classes.third}
      label={props.label}
      inputMode="decimal"
      placeholder="Keywell's own"
      {...props.form.getInputProps(props.field)}
    />
  );
}
