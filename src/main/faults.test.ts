import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { setupFaults } from './faults.ts';
import { createLog } from './logging/log.ts';

it.each(['uncaughtException', 'unhandledRejection'])(
  'an %s is logged by where it came from, without what it says, and the host is told',
  (event) => {
    const running = new EventEmitter();
    const lines: string[] = [];
    let faults = 0;
    const log = createLog({ write: (line) => lines.push(line) });
    setupFaults(running as NodeJS.Process, log, () => {
      faults += 1;
    });
    running.emit(event, new TypeError('canary-of-no-known-shape'));
    expect(faults).toBe(1);
    expect(lines.join()).toContain('TypeError');
    expect(lines.join()).toContain('faults.test.ts');
    expect(lines.join()).not.toContain('canary');
  },
);
