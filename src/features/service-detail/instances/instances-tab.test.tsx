/** The instances table by role and keyboard. */
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import {
  aContainerStatus,
  aHealth,
  aPodStatus,
  aSpec,
  aWaitingItem,
  anInstance,
  anUnusedOffer,
  instancesOf,
} from '../../shared/pod-status-fixture';
import { openServicePage } from '../service-page-fixture';

const spec = aSpec({
  containers: [
    {
      name: 'nginx',
      resources: { cpus: 0.1, mem: 32, disk: 0, gpus: 0 },
      endpoints: [{ name: 'http', containerPort: 80, hostPort: 0 }],
    },
    { name: 'logger', resources: { cpus: 0.1, mem: 16, disk: 0, gpus: 0 } },
  ],
});
const nginx = aContainerStatus({
  endpoints: [{ name: 'http', allocatedHostPort: 31_004 }],
  conditions: [aHealth(true)],
});
const logger = aContainerStatus({ name: 'logger', status: 'TASK_FAILED', termination: { exitCode: 3 } });
const pod = aPodStatus({
  spec,
  instances: [anInstance({ containers: [nginx, logger], agentRegion: 'us-east', agentZone: 'a' })],
});

const bodyRows = () => screen.getAllByRole('row').slice(1);

test('an instance unfolds to its containers, and the URL remembers it', async () => {
  const { search } = openServicePage({ pod });
  const fold = await screen.findByRole('button', { name: 'web.instance-3f9c0001' });
  expect(bodyRows()).toHaveLength(1);
  await userEvent.click(fold);
  const [instance, first, second] = bodyRows();
  expect(instance?.getAttribute('aria-expanded')).toBe('true');
  expect(instance?.textContent).toContain('us-east/a');
  expect(first?.textContent).toContain('healthy');
  expect(first?.textContent).toContain('http :31004→80');
  expect(second?.textContent).toContain('exited with status 3');
  expect(search()).toEqual({ open: ['3f9c0001'] });
});

test('arrow keys move between rows and fold; Space selects', async () => {
  openServicePage({ pod });
  await screen.findByRole('treegrid');
  const [row] = bodyRows();
  row?.focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(bodyRows()).toHaveLength(3);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  expect(document.activeElement?.textContent).toContain('logger');
  await userEvent.keyboard('{ArrowLeft}');
  expect(document.activeElement).toBe(bodyRows()[0]);
  await userEvent.keyboard(' ');
  expect(bodyRows()[0]?.getAttribute('aria-selected')).toBe('true');
  await userEvent.keyboard('{ArrowLeft}');
  expect(bodyRows()).toHaveLength(1);
});

test('only one row is a tab stop', async () => {
  openServicePage({ pod: aPodStatus({ target: 5, instances: instancesOf(5) }) });
  await screen.findByRole('treegrid');
  expect(bodyRows().map((row) => row.tabIndex)).toEqual([0, -1, -1, -1, -1]);
});

test('the filter narrows the list and can be cleared', async () => {
  openServicePage({ pod: aPodStatus({ target: 12, instances: instancesOf(12) }) });
  await userEvent.type(await screen.findByRole('textbox', { name: 'Filter instances' }), '00000011');
  expect(bodyRows()).toHaveLength(1);
  await userEvent.type(screen.getByRole('textbox', { name: 'Filter instances' }), 'x');
  expect(await screen.findByText('No instance matches')).toBeDefined();
  const [clear] = screen.getAllByRole('button', { name: 'Clear filter' });
  if (clear) await userEvent.click(clear);
  expect(bodyRows()).toHaveLength(12);
});

test('a column heading sorts, again the other way round', async () => {
  const { search } = openServicePage({ pod: aPodStatus({ target: 2, instances: instancesOf(2) }) });
  await userEvent.click(await screen.findByRole('button', { name: 'Instance' }));
  expect(bodyRows()[0]?.textContent).toContain('00000001');
  expect(search()).toEqual({ dir: 'desc' });
  await userEvent.click(screen.getByRole('button', { name: 'Agent' }));
  expect(screen.getByRole('columnheader', { name: 'Agent' }).getAttribute('aria-sort')).toBe('ascending');
});

test('selected instances are killed only after a second word', async () => {
  const { writes } = openServicePage({
    pod: aPodStatus({ target: 3, instances: instancesOf(3) }),
    write: () => Response.json([]),
  });
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Select 00000001' }));
  await userEvent.click(screen.getByRole('button', { name: 'Restart 1 instance' }));
  const dialog = await screen.findByRole('dialog', { name: 'Restart 1 instance?' });
  expect(writes).toEqual([]);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Restart 1 instance' }));
  expect(writes).toEqual([
    { method: 'DELETE', path: '/service/marathon/v2/pods/shop/web::instances', body: ['shop_web.instance-00000001'] },
  ]);
  expect(await screen.findByText('Restarting 1 instance')).toBeDefined();
});

test('all instances can be selected at once', async () => {
  openServicePage({ pod: aPodStatus({ target: 3, instances: instancesOf(3) }) });
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Select all instances' }));
  expect(screen.getByRole('button', { name: 'Restart 3 instances' })).toBeDefined();
});

test('a suspended pod says what Resume brings back', async () => {
  const before = aSpec({ version: '2017-03-17T09:00:00.000Z', scaling: { kind: 'fixed', instances: 10 } });
  openServicePage({ pod: aPodStatus({ target: 0, instances: [] }), versions: { [before.version]: before } });
  expect(await screen.findByText('This service is suspended')).toBeDefined();
  expect(await screen.findByText(/Scaled to 0; will resume with 10\./)).toBeDefined();
});

test('a pod without a place says what is short and leads to Debug', async () => {
  const item = aWaitingItem([anUnusedOffer('10.0.1.12', 0.2, 512, ['InsufficientCpus'])], { pod: aSpec() });
  const { search } = openServicePage({ pod: aPodStatus({ instances: [] }), queue: [item] });
  expect(await screen.findByText(/No agent has 0\.3\s?cpus free; closest: 10\.0\.1\.12 \(0\.2\)\./)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'See why in Debug' }));
  expect(search()).toEqual({ tab: 'debug' });
});

test('a thousand instances are listed without a thousand rows in the page', async () => {
  openServicePage({ pod: aPodStatus({ target: 1000, instances: instancesOf(1000) }) });
  const table = await screen.findByRole('treegrid');
  expect(table.getAttribute('aria-rowcount')).toBe('1001');
  expect(bodyRows().length).toBeLessThan(100);
});
