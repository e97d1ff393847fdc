/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

export const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** @param {readonly Tally[]} tallies @returns {Tally} */
export const sum = (tallies) =>
  tallies.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    NOTHING,
  );

/** A check is no test: it adds nothing when it passes, and one failure when it does not. @returns {Tally} */
export const tallyOfCheck = (status) => (status === 0 ? NOTHING : { ...NOTHING, failed: 1 });

/** From Vitest's JSON report. A file that could not be loaded holds no tests, and counts as one failure. @returns {Tally} */
export function tallyOfVitest(report, status) {
  const unloaded = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return honest(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    status,
  );
}

/** From Playwright's JSON report. A test that passed only when tried again has failed once too often. @returns {Tally} */
export function tallyOfPlaywright({ stats }, status) {
  const { expected, unexpected, flaky, skipped } = stats;
  return honest({ passed: expected, failed: unexpected + flaky, skipped }, status);
}

/**
 * Why tests were skipped, each reason with the number of them, from Playwright's JSON report.
 * @returns {Map<string, number>}
 */
export function skipReasonsOfPlaywright({ suites }) {
  const reasons = new Map();
  for (const { annotations } of suites.flatMap(testsIn)) {
    const reason = annotations.find(({ type }) => type === 'skip')?.description;
    if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return reasons;
}

const testsIn = ({ specs = [], suites = [] }) => [
  ...specs.flatMap(({ tests }) => tests),
  ...suites.flatMap(testsIn),
];

/** What failed outside any test (a hook, the configuration, a leftover promise) is still a failure. */
const honest = (tally, status) =>
  status !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;

/** @param {Tally} tally */
export const lastLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** A run in which nothing passed has shown nothing. @param {Tally} tally */
export const exitStatus = ({ passed, failed }) => (failed > 0 || passed === 0 ? 1 : 0);
