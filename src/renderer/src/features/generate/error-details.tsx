import classes from './run-problem.module.css';

interface ErrorDetailsProps {
  /** HTTP status of the provider's answer, if that is known. */
  readonly status?: number | undefined;
  /** What the provider said, scrubbed of the key. */
  readonly details: string | null | undefined;
}

/** What the provider said, folded away: the sentence above it is what a person needs. */
export function ErrorDetails({ status, details }: ErrorDetailsProps) {
  const said = details ?? '';
  if (said === '' && status === undefined) return null;
  return (
    <details className={classes.details}>
      <summary>Details</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling container must be reachable by keyboard */}
      <pre tabIndex={0}>
        {status !== undefined && `HTTP status ${status}\n`}
        {said}
      </pre>
    </details>
  );
}
