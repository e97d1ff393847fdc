import { Select, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { PolicyView } from '#shared/domain/policy.ts';
import { endpointUrl } from '#shared/domain/rules/endpoint.ts';
import { type ProviderId, providerFacts, providerIds } from '#shared/domain/rules/providers.ts';
import { usePolicy } from '../../stores/policy.ts';
import { type ConfigurationDraft, needsKeyAtFirst } from './configuration-draft.ts';
import classes from './configuration-form.module.css';
import { ModelField } from './model-field.tsx';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** What nearly every configuration sets. */
export function MainFields(props: {
  readonly form: UseFormReturnType<ConfigurationDraft>;
  /** Whose stored key may be used to ask for model names; null for a new configuration. */
  readonly configurationId: string | null;
}) {
  const { form } = props;
  const { provider } = form.values;
  const policy = usePolicy((state) => state.policy);
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
        data={providersUnder(policy)}
        allowDeselect={false}
        {...form.getInputProps('provider')}
        onChange={chooseProvider}
        maxDropdownHeight={280}
        description={
          policy?.allowedProviders ? providersInWords(policy.allowedProviders) : undefined
        }
        inputWrapperOrder={['label', 'input', 'description', 'error']}
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
        {policy?.allowedHosts && <p className={classes.url}>{hostsInWords(policy.allowedHosts)}</p>}
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

/** Those that policy forbids are there, marked, and cannot be chosen. */
function providersUnder(policy: PolicyView | null) {
  const allowed = policy?.allowedProviders ?? providerIds;
  return providerIds.map((id) => {
    const { label } = providerFacts[id];
    if (allowed.includes(id)) return { value: id, label };
    return { value: id, label: `${label} (not allowed)`, disabled: true };
  });
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

function providersInWords(allowed: readonly ProviderId[]): string {
  if (allowed.length === 0) return 'The policy of this machine allows none.';
  const labels = allowed.map((id) => providerFacts[id].label);
  return `The policy of this machine allows only ${list.format(labels)}.`;
}

function hostsInWords(hosts: readonly string[]): string {
  return hosts.length === 0
    ? 'The policy of this machine allows no host.'
    : `The policy of this machine allows only ${list.format(hosts)}.`;
}
