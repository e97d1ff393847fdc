import { Select, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { endpointUrl } from '#shared/domain/rules/endpoint.ts';
import { type ProviderId, providerFacts, providerIds } from '#shared/domain/rules/providers.ts';
import { type ConfigurationDraft, needsKeyAtFirst } from './configuration-draft.ts';
import classes from './configuration-form.module.css';
import { ModelField } from './model-field.tsx';

const providers = providerIds.map((id) => ({ value: id, label: providerFacts[id].label }));

/** What nearly every configuration sets. */
export function MainFields(props: {
  readonly form: UseFormReturnType<ConfigurationDraft>;
  /** Whose stored key may be used to ask for model names; null for a new configuration. */
  readonly configurationId: string | null;
}) {
  const { form } = props;
  const { provider } = form.values;
  const facts = providerFacts[provider];

  function chooseProvider(value: ProviderId | null) {
    if (value === null) return;
    form.setFieldValue('provider', value);
    form.setFieldValue('needsKey', needsKeyAtFirst(value));
    form.clearErrors();
  }

  return (
    <div className={classes.fields}>
      <TextInput
        className={classes.half}
        label="Name"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Select
        className={classes.half}
        label="Provider"
        data={providers}
        allowDeselect={false}
        {...form.getInputProps('provider')}
        onChange={chooseProvider}
      />
      <ModelField
        className={classes.whole}
        configurationId={props.configurationId}
        provider={provider}
        baseUrl={form.values.baseUrl}
        allowUnencrypted={form.values.allowUnencrypted}
        input={form.getInputProps('model')}
      />
      <div className={classes.whole}>
        <TextInput
          label="Base URL"
          placeholder={facts.defaultBaseUrl ?? 'https://host/v1'}
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          withAsterisk={false}
          classNames={{ input: classes.mono }}
          {...form.getInputProps('baseUrl')}
        />
        <FinalUrl draft={form.values} />
      </div>
      <TextInput
        className={classes.third}
        label="Temperature"
        inputMode="decimal"
        placeholder="Provider's own"
        {...form.getInputProps('temperature')}
      />
      <TextInput
        className={classes.third}
        label="Max output tokens"
        inputMode="numeric"
        placeholder="Provider's own"
        {...form.getInputProps('maxOutputTokens')}
      />
      {provider === 'ollama' && (
        <TextInput
          className={classes.third}
          label="Context length"
          inputMode="numeric"
          placeholder="Model's own"
          {...form.getInputProps('contextLength')}
        />
      )}
      <Textarea
        className={classes.whole}
        label="System prompt"
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('systemPrompt')}
      />
    </div>
  );
}

/** Where requests will really go, from the function that a run itself uses. */
function FinalUrl({ draft }: { readonly draft: ConfigurationDraft }) {
  const url = endpointUrl(draft.provider, draft.baseUrl, 'generate', {
    model: draft.model.trim(),
    openaiApi: draft.openaiApi,
  });
  if (url === null) return null;
  return (
    <p className={classes.url}>
      Requests go to <code>{url}</code>
    </p>
  );
}
