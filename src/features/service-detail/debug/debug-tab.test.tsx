/** Why a pod isn't running, on screen. */
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import {
  aPodStatus,
  aQueueItem,
  aSpec,
  aTermination,
  aWaitingItem,
  anUnusedOffer,
} from '../../shared/pod-status-fixture';
import { openServicePage } from '../service-page-fixture';

const debug = { tab: 'debug' };

test('a delayed pod counts down and can be tried at once', async () => {
  const item = aQueueItem({ pod: aSpec(), delay: { timeLeftSeconds: 12, overdue: false } });
  const { writes } = openServicePage(
    { pod: aPodStatus({ instances: [] }), queue: [item], write: () => new Response(null, { status: 204 }) },
    debug,
  );
  expect(await screen.findByText(/Next try in 12 s/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Reset Delay' }));
  expect(writes).toEqual([{ method: 'DELETE', path: '/service/marathon/v2/queue/shop/web/delay', body: undefined }]);
  expect(await screen.findByText('Delay reset')).toBeDefined();
});

test('every agent’s last offer tells which requirement it missed and by how much', async () => {
  const item = aWaitingItem(
    [
      anUnusedOffer('10.0.1.12', 0.2, 512, ['InsufficientCpus']),
      anUnusedOffer('10.0.1.13', 4, 40, ['InsufficientMemory']),
    ],
    { pod: aSpec() },
  );
  const summary = {
    ...item.processedOffersSummary,
    rejectSummaryLastOffers: [
      { reason: 'UnfulfilledRole', declined: 0, processed: 2 },
      { reason: 'InsufficientCpus', declined: 1, processed: 2 },
      { reason: 'InsufficientMemory', declined: 1, processed: 1 },
    ] as const,
  };
  openServicePage({ pod: aPodStatus({ instances: [] }), queue: [{ ...item, processedOffersSummary: summary }] }, debug);
  const offers = within(await screen.findByRole('region', { name: 'Recent resource offers' }));
  expect(offers.getByRole('row', { name: /^CPUs 0\.3\s?cpus .*1 of 2$/ })).toBeDefined();
  expect(offers.getByRole('row', { name: /^10\.0\.1\.12 .*0\.1\s?cpus short/ })).toBeDefined();
  expect(offers.getByRole('row', { name: /^10\.0\.1\.13 .*40\s?MiB\s?short/ })).toBeDefined();
  expect(offers.getByRole('link', { name: '10.0.1.12' }).getAttribute('href')).toContain('/nodes/agent-10.0.1.12');
});

test('an agent that is turned down without a reason comes last and says so', async () => {
  const item = aWaitingItem(
    [anUnusedOffer('10.1.1.11', 4, 4096, []), anUnusedOffer('10.0.1.12', 0.2, 512, ['InsufficientCpus'])],
    { pod: aSpec() },
  );
  openServicePage({ pod: aPodStatus({ instances: [] }), queue: [item] }, debug);
  const offers = within(await screen.findByRole('group', { name: 'Offers by agent' }));
  const [, first, last] = offers.getAllByRole('row');
  expect(first?.textContent).toMatch(/^10\.0\.1\.12/);
  expect(last?.textContent).toMatch(/^10\.1\.1\.11No reason told/);
});

test('past failures name instance, container, state and code', async () => {
  openServicePage({ pod: aPodStatus({ terminationHistory: [aTermination()] }) }, debug);
  const panel = within(await screen.findByRole('region', { name: 'Last terminations' }));
  expect(panel.getByRole('row', { name: /3f9c0001 .*nginx Failed 1 Command exited with status 1$/ })).toBeDefined();
});

test('a healthy pod says that nothing waits and nothing failed', async () => {
  openServicePage({ pod: aPodStatus() }, debug);
  expect(await screen.findByText(/Nothing waits for offers/)).toBeDefined();
  expect(screen.getByText('No instance of this service has failed.')).toBeDefined();
});
