import { Button } from '@mantine/core';
import { IconFileText, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { maxComparedText } from '#shared/domain/rules/comparison-rules.ts';
import { request, sentenceOf } from '../../api/client.ts';
import { type PromptSource, useComparisonDraft } from '../../stores/comparison-draft.ts';
import classes from './composer.module.css';

/** More than these are not looked through. */
const mostPreviewed = 50;

/** A set of prompts in place of the one that is typed: read from a file, or of a comparison that was opened. */
export function PromptSetField() {
  const set = useComparisonDraft((state) => state.set);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);

  async function take(file: File) {
    setBusy(true);
    setFailure(null);
    try {
      useComparisonDraft.setState({ set: await readSet(file) });
    } catch (error) {
      setFailure(`${file.name}: ${sentenceOf(error)}`);
    } finally {
      setBusy(false);
    }
  }

  return (
    <div>
      <div className={classes.set}>
        {set !== null && (
          <span className={classes.setWords} role="status">
            {setWords(set)}
          </span>
        )}
        <Button
          variant={set === null ? 'subtle' : 'default'}
          color="gray"
          size="compact-sm"
          loading={busy}
          leftSection={<IconFileText size={16} aria-hidden="true" />}
          onClick={() => input.current?.click()}
        >
          {set === null ? 'Prompts from a file' : 'Choose another file'}
        </Button>
        {set !== null && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconX size={16} aria-hidden="true" />}
            onClick={() => useComparisonDraft.setState({ set: null })}
          >
            Type one instead
          </Button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept=".txt,.md,.jsonl,.ndjson,.csv,text/plain,text/csv"
        aria-label="File with prompts"
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) void take(file);
          // The same file again, once it was mended, is a change too.
          event.currentTarget.value = '';
        }}
      />
      {set === null && (
        <p className={classes.note}>
          Text with a prompt on each line, JSON lines, or a CSV table with a column “prompt”.
        </p>
      )}
      {failure !== null && (
        <p role="alert" className={classes.problem}>
          {failure}
        </p>
      )}
      {set?.kind === 'file' && <Preview set={set} />}
    </div>
  );
}

function Preview({ set }: { readonly set: Extract<PromptSource, { kind: 'file' }> }) {
  const { prompts } = set;
  const more = prompts.length - mostPreviewed;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling container must be reachable by keyboard
    <ol className={classes.preview} aria-label="Prompts of the file" tabIndex={0}>
      {prompts.slice(0, mostPreviewed).map(({ prompt }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a file that was read does not change
        <li key={index} title={prompt.slice(0, 1_000)}>
          {prompt.slice(0, 300)}
        </li>
      ))}
      {more > 0 && <li>and {more.toLocaleString('en')} more</li>}
    </ol>
  );
}

async function readSet(file: File): Promise<PromptSource> {
  // No character is more than three bytes for each of its UTF-16 units.
  if (file.size > maxComparedText * 3) throw new Error(tooLarge);
  const text = await file.text();
  if (text.length > maxComparedText) throw new Error(tooLarge);
  const read = await request('comparisons.readPrompts', { name: file.name, text });
  return { kind: 'file', fileName: file.name, ...read };
}

const tooLarge = `The file is too large: a set of prompts has at most ${maxComparedText.toLocaleString('en')} characters. Split it.`;

function setWords(set: PromptSource): string {
  if (set.kind === 'comparison')
    return `${promptsWords(set.count)} of the comparison that is shown.`;
  const skipped = set.empty === 0 ? '' : `, ${set.empty.toLocaleString('en')} empty skipped`;
  return `${promptsWords(set.prompts.length)} from ${set.fileName}${skipped}.`;
}

function promptsWords(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'prompt' : 'prompts'}`;
}
