import { Button } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import { useCallback, useEffect, useId, useState } from 'react';
import type { OutputOf } from '#shared/ipc/routes.ts';
import { request, sentenceOf } from '../../api/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { download } from '../../ui/download.ts';
import { useCopy } from '../../ui/use-copy.ts';
import classes from './diagnostics-dialog.module.css';
import { closeDiagnostics } from './open.ts';

type Report = OutputOf<'diagnostics.report'>;

/** The report as it would be sent, to be read before it is copied or saved. Keywell itself sends it nowhere. */
export function DiagnosticsDialog({ opened }: { readonly opened: boolean }) {
  const [report, setReport] = useState<Report | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const make = useCallback(() => {
    setProblem(null);
    request('diagnostics.report', {}).then(setReport, (error: unknown) =>
      setProblem(sentenceOf(error)),
    );
  }, []);
  useEffect(() => {
    if (opened) make();
  }, [opened, make]);

  return (
    <Dialog opened={opened} onClose={closeDiagnostics} title="Diagnostics report" size={720}>
      <p className={classes.intro}>
        Versions, counts and the last lines of the log: what helps to find a fault. There are no
        keys in it, no prompts and no names. Read it before you give it to anybody; Keywell sends it
        nowhere.
      </p>
      {problem === null ? (
        <Text text={report?.text ?? null} />
      ) : (
        <div role="alert" className={classes.problem}>
          <p>{problem}</p>
          <Button variant="default" onClick={make}>
            Try again
          </Button>
        </div>
      )}
      <div className={classes.buttons}>
        <CopyReport text={report?.text ?? ''} />
        <Button
          variant="default"
          disabled={report === null}
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          onClick={() => report !== null && download(report.fileName, report.text, 'text/plain')}
        >
          Save as file
        </Button>
      </div>
    </Dialog>
  );
}

/** Scrolls by keyboard too, so it can have the focus. Its size is the same before and after the text is there. */
function Text({ text }: { readonly text: string | null }) {
  const id = useId();
  return (
    <section aria-labelledby={id} aria-busy={text === null} className={classes.frame}>
      <h3 id={id} className={classes.name}>
        Report
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard */}
      <pre tabIndex={0} className={classes.text}>
        {text ?? 'Gathering what there is to say…'}
      </pre>
    </section>
  );
}

function CopyReport({ text }: { readonly text: string }) {
  const { done, copy } = useCopy(text);
  const Icon = done ? IconCheck : IconCopy;
  return (
    <Button
      disabled={text === ''}
      leftSection={<Icon size={16} aria-hidden="true" />}
      onClick={() => void copy()}
    >
      {done ? 'Copied' : 'Copy'}
    </Button>
  );
}
