import { Answer } from './answer.tsx';
import { Composer } from './composer.tsx';
import classes from './generate-page.module.css';
import { History } from './history.tsx';

/** A prompt to a configuration, what came of it, and what was run before. Runs live in their store and outlast the page. */
export function GeneratePage() {
  return (
    <div className={classes.page}>
      <div className={classes.panes}>
        <Composer />
        <Answer />
        <History />
      </div>
    </div>
  );
}
