/** Writes rows in pairs, each pair in one transaction, until it is killed, and says after each how many there are. */
import { writeSync } from 'node:fs';
import { Database } from '../database.ts';
import { pairVersions } from './pair-versions.ts';

const [file = ''] = process.argv.slice(2);
const database = new Database({ file, now: () => new Date(), versions: pairVersions });
for (;;) {
  const pairs = database.transaction((db) => {
    const insert = db.prepare('INSERT INTO pairs (half) VALUES (?)');
    insert.run('left');
    insert.run('right');
    return Number(db.prepare('SELECT count(*) / 2 AS pairs FROM pairs').get()?.pairs);
  });
  writeSync(1, `${pairs}\n`);
}
