import { Checkbox, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { sentenceOf } from '../../api/client.ts';
import { useHindrance } from '../../stores/policy.ts';
import { usePulls } from '../../stores/pulls.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { PermittedButton } from '../../ui/permitted-button.tsx';
import { pastedName, usePullDraft } from './pull-draft.ts';
import classes from './pull-form.module.css';

/** Asks for a model's name and pulls it. */
export function PullForm({ server }: { readonly server: LocalServer }) {
  const { name, insecure, wanted } = usePullDraft();
  const pull = usePulls((state) => state.pull);
  const hindrance = useHindrance('configs:write');
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    if (!wanted) return;
    field.current?.focus();
    usePullDraft.setState({ wanted: false });
  }, [wanted]);

  async function submit() {
    if (busy || hindrance !== null) return;
    const model = pastedName(name);
    field.current?.focus();
    if (model === '') {
      setProblem('Enter the name of a model, such as llama3.2.');
      return;
    }
    setBusy(true);
    try {
      await pull(server.address, model, insecure);
      usePullDraft.setState({ name: '', insecure: false });
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className={classes.row}>
        <TextInput
          ref={field}
          className={classes.field}
          classNames={{ input: classes.mono ?? '' }}
          label="Model to pull"
          placeholder="llama3.2, qwen3:8b, hf.co/organisation/model:Q4_K_M"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={name}
          error={problem}
          onChange={({ currentTarget: { value } }) => {
            setProblem(null);
            usePullDraft.setState({ name: value });
          }}
        />
        <PermittedButton
          needs="configs:write"
          className={classes.button ?? ''}
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          onClick={() => void submit()}
        >
          Pull
        </PermittedButton>
      </div>
      <Disclosure title="Advanced">
        <Checkbox
          label="Allow an insecure registry"
          description="For a registry of your own, by its full name (registry.example.com/team/model), that has no certificate or one that nobody vouches for."
          checked={insecure}
          onChange={({ currentTarget: { checked } }) =>
            usePullDraft.setState({ insecure: checked })
          }
        />
      </Disclosure>
    </form>
  );
}
