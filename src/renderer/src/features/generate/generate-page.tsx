import { Answer } from './answer.tsx';
import { Composer } from './composer.tsx';
import classes from './generate-page.module.css';

/** One prompt to one configuration. The run itself lives in its store and outlasts the page. */
export function GeneratePage() {
  return (
    <div className={classes.page}>
      <div className={classes.panes}>
        <Composer />
        <Answer />
      </div>
    </div>
  );
}
