import { workflowExamples } from '#shared/domain/rules/workflow/examples.ts';
import classes from './composer.module.css';

/** Descriptions to start from. Choosing one writes it into the field; nothing is asked of a model yet. */
export function Examples({ onChoose }: { readonly onChoose: (words: string) => void }) {
  return (
    <div className={classes.examples}>
      <span id="workflow-examples" className={classes.examplesTitle}>
        Start from an example
      </span>
      <ul aria-labelledby="workflow-examples" className={classes.exampleList}>
        {workflowExamples.map(({ description, document }) => (
          <li key={document.name}>
            <button
              type="button"
              className={classes.example}
              title={description}
              onClick={() => onChoose(description)}
            >
              {document.name}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
