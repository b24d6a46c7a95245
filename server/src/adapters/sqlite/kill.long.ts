import { expect, test } from 'vitest';
import { killSqlite } from './kill.fixture.js';

test('killed 30 times under 16 writers: nothing acknowledged is lost, nothing is there twice, every chain holds', async () => {
  const { acknowledged, unanswered } = await killSqlite(30);
  for (const count of Object.values(acknowledged)) expect(count).toBeGreaterThan(300);
  console.log('killed 30 times', JSON.stringify({ acknowledged, unanswered }));
});
