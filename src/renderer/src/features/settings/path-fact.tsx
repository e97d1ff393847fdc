import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { Fact } from '../../ui/facts.tsx';
import { useCopy } from '../../ui/use-copy.ts';
import classes from './section.module.css';

/** A place on the disk, to be copied. */
export function PathFact({ term, path }: { readonly term: string; readonly path: string }) {
  const { done, copy } = useCopy(path);
  const Icon = done ? IconCheck : IconCopy;
  const what = term.toLowerCase();
  return (
    <Fact term={term}>
      <span className={classes.path}>
        <code>{path}</code>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon size={14} aria-hidden="true" />}
          aria-label={done ? `Copied ${what}` : `Copy ${what}`}
          onClick={() => void copy()}
        >
          {done ? 'Copied' : 'Copy'}
        </Button>
      </span>
    </Fact>
  );
}
