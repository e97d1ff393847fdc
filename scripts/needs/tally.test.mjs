import { describe, expect, it } from 'vitest';
import {
  exitStatus,
  lastLine,
  NOTHING,
  skipReasonsOfPlaywright,
  sum,
  tallyOfCheck,
  tallyOfPlaywright,
  tallyOfVitest,
} from './tally.mjs';

const vitest = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [],
};
const failedTest = { status: 'failed', assertionResults: [{ status: 'failed' }] };
const unloadedFile = { status: 'failed', assertionResults: [] };

describe('the tally', () => {
  it('adds up all runners for the last line', () => {
    const total = sum([
      { passed: 2, failed: 0, skipped: 1 },
      { passed: 3, failed: 1, skipped: 0 },
      NOTHING,
    ]);
    expect(lastLine(total)).toBe('5 passed, 1 failed, 1 skipped');
  });

  it('reads Vitest’s report', () => {
    const report = { ...vitest, testResults: [failedTest] };
    expect(tallyOfVitest(report, 1)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  });

  it('counts a test file that could not be loaded', () => {
    const report = { ...vitest, testResults: [failedTest, unloadedFile] };
    expect(tallyOfVitest(report, 1).failed).toBe(2);
  });

  it('reads Playwright’s report, and trusts no test that had to be tried again', () => {
    const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 4 };
    expect(tallyOfPlaywright({ stats }, 1)).toEqual({ passed: 7, failed: 2, skipped: 4 });
  });

  it('reads from Playwright’s report why tests were skipped, however deep they lie', () => {
    const skipped = (description) => ({
      tests: [{ annotations: [{ type: 'skip', description }] }],
    });
    const report = {
      suites: [
        { specs: [skipped('No runtime.'), { tests: [{ annotations: [] }] }] },
        { suites: [{ specs: [skipped('No runtime.'), skipped('No keyring.')] }] },
      ],
    };
    expect([...skipReasonsOfPlaywright(report)]).toEqual([
      ['No runtime.', 2],
      ['No keyring.', 1],
    ]);
  });

  it('counts a runner that failed outside its tests', () => {
    const green = { ...vitest, numFailedTests: 0 };
    expect(tallyOfVitest(green, 1).failed).toBe(1);
    expect(tallyOfVitest(green, 0).failed).toBe(0);
  });

  it('counts a check only when it fails', () => {
    expect(tallyOfCheck(0)).toEqual(NOTHING);
    expect(tallyOfCheck(2)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('the exit status', () => {
  it.each([
    ['all passed', { passed: 3, failed: 0, skipped: 1 }, 0],
    ['one failed', { passed: 3, failed: 1, skipped: 0 }, 1],
    ['nothing ran', NOTHING, 1],
    ['all was skipped', { passed: 0, failed: 0, skipped: 9 }, 1],
  ])('%s', (_name, tally, status) => {
    expect(exitStatus(tally)).toBe(status);
  });
});
