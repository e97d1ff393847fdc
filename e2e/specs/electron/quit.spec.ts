import { expect, newKey, test } from '../../fixtures.ts';
import { HistoryList } from '../../pages/history-list.ts';
import { Gate } from '../../providers/gate.ts';

test('quitting in mid-run closes the connection, and keeps what has arrived', async ({
  keywell,
  chat,
}) => {
  const key = newKey();
  chat.key = key;
  await keywell.register({ baseUrl: chat.baseUrl }, key);
  chat.answerNext({
    steps: [{ text: 'Half of it' }, { hold: new Gate() }, { text: 'never sent' }],
  });
  await keywell.shell.goTo('Generate');
  await keywell.generate.ask('Tell me all of it');
  await expect(keywell.generate.answer).toContainText('Half of it');
  const asked = await chat.takeGeneration();

  await keywell.stop();
  expect(await asked.closed).toBe('dropped');

  await keywell.start();
  await keywell.shell.goTo('Generate');
  await new HistoryList(keywell.page).open('Tell me all of it');
  await expect(keywell.generate.answer).toContainText('Half of it');
  await expect(keywell.generate.answer).not.toContainText('never sent');
});
