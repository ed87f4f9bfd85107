/** What operators and outages do to agents is seen on the Nodes page, without a click. */
import { advance, ask, setClock, untilIntercepted } from './support/cluster';
import { expect, expectAccessibleEverywhere, openApp, test } from './support/test';
import type { Page } from 'playwright/test';

interface Slave {
  readonly id: string;
  readonly hostname: string;
}

const agents = async (page: Page): Promise<readonly Slave[]> => {
  await untilIntercepted(page);
  return ((await ask(page, 'GET', '/mesos/slaves')).body as { slaves: readonly Slave[] }).slaves;
};

const call = async (page: Page, type: string, member: string, { id }: Slave): Promise<void> => {
  const body = { type, [member]: { agent_id: { value: id } } };
  expect(await ask(page, 'POST', '/mesos/api/v1', JSON.stringify(body))).toMatchObject({ status: 200 });
};

/** Its process ends for an hour. */
const stop = async (page: Page, { id }: Slave): Promise<void> => {
  const fault = { kind: 'agentRestart', target: { agent: id }, downSeconds: 3600 };
  expect(await ask(page, 'POST', '/_simulation/faults', JSON.stringify(fault))).toMatchObject({ status: 201 });
};

test('agents that are drained, deactivated, disconnected or unreachable are told apart', async ({ page }) => {
  await openApp(page, { route: '/nodes', scenario: 'tour' });
  await setClock(page, { paused: true });
  const [first, second, third, ...others] = await agents(page);
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few agents');
  const row = (slave: Slave) => page.getByRole('table', { name: 'Nodes' }).getByRole('row', { name: slave.hostname });

  await call(page, 'DRAIN_AGENT', 'drain_agent', first);
  await expect(row(first)).toContainText('Draining');
  await call(page, 'DEACTIVATE_AGENT', 'deactivate_agent', second);
  await expect(row(second)).toContainText('Deactivated');
  await stop(page, third);
  await advance(page, 100);
  await expect(row(third)).toContainText('Disconnected');
  await expect(row(first)).toContainText('Drained');
  await expectAccessibleEverywhere(page);

  await row(first).getByRole('link').click();
  await expect(page.getByRole('main').getByText('Nothing runs here any more')).toBeVisible();
  await expectAccessibleEverywhere(page);
  await page.goBack();

  await advance(page, 400);
  await expect(page.getByRole('status').filter({ hasText: 'One more agent is out of reach' })).toBeVisible();
  await expect(page.getByText(`${others.length + 2} agents`, { exact: true })).toBeVisible();
  await expectAccessibleEverywhere(page);
});
