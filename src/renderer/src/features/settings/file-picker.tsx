import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import classes from './import-dialog.module.css';

/** A place to drop a file on, with a button for everybody else. */
export function FilePicker(props: {
  /** The name of the file that was chosen. */
  readonly chosen: string | null;
  readonly busy: boolean;
  readonly onFile: (file: File) => void;
}) {
  const { chosen, onFile } = props;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  function take(files: FileList | null) {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  }
  function onDrag(event: DragEvent, isOver: boolean) {
    event.preventDefault();
    setOver(isOver);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short cut; the button inside does the same.
    <div
      className={classes.drop}
      data-over={over || undefined}
      data-chosen={chosen !== null || undefined}
      onDragOver={(event) => onDrag(event, true)}
      onDragLeave={(event) => onDrag(event, false)}
      onDrop={(event) => {
        onDrag(event, false);
        take(event.dataTransfer.files);
      }}
    >
      <IconFileImport size={20} aria-hidden="true" />
      <span className={classes.dropWords}>
        {chosen ?? 'Drop a file that was exported from Keywell here, or choose one.'}
      </span>
      <Button
        variant="default"
        size="compact-sm"
        loading={props.busy}
        onClick={() => input.current?.click()}
        data-autofocus
      >
        {chosen === null ? 'Choose a file' : 'Choose another'}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label="File with configurations"
        hidden
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file again, once it was mended, is a change too.
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
