import { ActionIcon, Button, Input } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { type HeaderDraft, headerDraft } from './configuration-draft.ts';
import classes from './configuration-form.module.css';

/** Extra request headers, a row each. */
export function HeadersField(props: {
  readonly headers: readonly HeaderDraft[];
  readonly problem: ReactNode;
  readonly onChange: (headers: HeaderDraft[]) => void;
}) {
  const { headers, problem, onChange } = props;
  const problemId = useId();
  const change = (key: string, part: Partial<HeaderDraft>) =>
    onChange(headers.map((header) => (header.key === key ? { ...header, ...part } : header)));
  // The sentence names the header it is about; the mark on the fields is for the focus and for screen readers.
  const invalid = problem !== undefined && problem !== null;
  // Mantine's own marks would point to a sentence under each field, and there is one under all.
  const marks = {
    withAria: false,
    error: invalid,
    'aria-invalid': invalid || undefined,
    'aria-describedby': invalid ? problemId : undefined,
  };

  return (
    <fieldset className={classes.headers}>
      <legend className={classes.legend}>Extra headers</legend>
      <p className={classes.url}>Sent with every request. They never carry credentials.</p>
      {headers.map((header, index) => (
        <div key={header.key} className={classes.header}>
          <Input
            aria-label={`Header ${index + 1} name`}
            placeholder="X-Title"
            spellCheck={false}
            value={header.name}
            onChange={(event) => change(header.key, { name: event.currentTarget.value })}
            {...marks}
          />
          <Input
            aria-label={`Header ${index + 1} value`}
            spellCheck={false}
            value={header.value}
            onChange={(event) => change(header.key, { value: event.currentTarget.value })}
            {...marks}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove header ${index + 1}`}
            onClick={() => onChange(headers.filter(({ key }) => key !== header.key))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      {invalid && (
        <Input.Error id={problemId} mt={4}>
          {problem}
        </Input.Error>
      )}
      <Button
        mt="xs"
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...headers, headerDraft()])}
      >
        Add header
      </Button>
    </fieldset>
  );
}
