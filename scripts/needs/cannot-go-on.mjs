/** Set-up cannot go on without the person. Its message is all they need to read: what is missing and what to do. */
export class CannotGoOn extends Error {
  name = 'CannotGoOn';
}

/** Prints the sentence of a `CannotGoOn` and ends the process with status 1; anything else is a defect and shows. */
export function giveUp(error) {
  if (!(error instanceof CannotGoOn)) throw error;
  console.error(error.message);
  process.exit(1);
}

/** The end of a program's output, where the reason usually stands. */
export const tail = (output, lines = 20) => output.trim().split('\n').slice(-lines).join('\n');
