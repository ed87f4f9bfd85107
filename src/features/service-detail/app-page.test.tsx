/** The page of an app: what differs from a pod's. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { anApp, aTask, aQueueItem, at } from '../shared/pod-status-fixture';
import { openServicePage } from './service-page-fixture';

const APP = '/service/marathon/v2/apps/shop/web';
const app = anApp({
  instances: 2,
  container: {
    type: 'MESOS',
    docker: { image: 'nginx' },
    portMappings: [{ containerPort: 80, hostPort: 0, name: 'http' }],
  },
  networks: [{ mode: 'container/bridge' }],
  healthChecks: [{ protocol: 'HTTP' }],
  tasks: [
    aTask({ ports: [31_004], healthCheckResults: [{ alive: true, consecutiveFailures: 0, instanceId: 'i' }] }),
    aTask({
      id: 'shop_web.instance-7a7a0002._app.1',
      ports: [31_005],
      healthCheckResults: [
        { alive: false, consecutiveFailures: 3, instanceId: 'j', lastFailureCause: 'Connection refused' },
      ],
    }),
  ],
});

const openDialog = async (name: string) => {
  await userEvent.click(await screen.findByRole('button', { name }));
  return within(await screen.findByRole('dialog', { name }));
};

test('instances are one level: state, health with its reason, agent, address and ports', async () => {
  openServicePage({ app });
  const table = await screen.findByRole('grid', { name: 'Instances' });
  const [first, second] = within(table).getAllByRole('row').slice(1);
  expect(first?.textContent).toContain('web.instance-3f9c0001');
  expect(first?.textContent).toContain('Runninghealthy');
  expect(first?.textContent).toContain('10.0.1.12:31004→80');
  expect(second?.textContent).toContain('Degradedunhealthy: Connection refused');
  expect(within(table).queryByRole('button', { name: /instance-/ })).toBeNull();
  expect(first?.hasAttribute('aria-expanded')).toBe(false);
  expect(screen.queryByRole('radio', { name: /Completed/ })).toBeNull();
});

test('Scale sends the number alone', async () => {
  const { writes } = openServicePage({ app });
  const dialog = await openDialog('Scale');
  const field = dialog.getByRole('textbox', { name: /Instances/ });
  await userEvent.clear(field);
  await userEvent.type(field, '5');
  expect(dialog.getByText(/5 instances take 1\s?cpus?, 320\s?MiB memory, 0\s?MiB disk\./)).toBeDefined();
  await userEvent.click(dialog.getByRole('button', { name: 'As a command' }));
  expect(dialog.getByRole('group', { name: 'Copy the dcos command' }).textContent).toBe(
    "dcos marathon app update /shop/web 'instances=5'",
  );
  await userEvent.click(dialog.getByRole('button', { name: 'Scale' }));
  await waitFor(() => expect(writes).toEqual([{ method: 'PUT', path: `${APP}?force=false`, body: { instances: 5 } }]));
});

test('Restart is a call of its own, without a word about labels', async () => {
  const { writes } = openServicePage({ app });
  const dialog = await openDialog('Restart');
  expect(dialog.queryByText(/PODROME_RESTARTS/)).toBeNull();
  await userEvent.click(dialog.getByRole('button', { name: 'Restart' }));
  await waitFor(() =>
    expect(writes).toEqual([{ method: 'POST', path: `${APP}/restart?force=false`, body: undefined }]),
  );
});

test('Suspend scales to 0; Resume offers what the latest version with instances had', async () => {
  const { writes } = openServicePage({ app });
  const suspend = await openDialog('Suspend');
  expect(suspend.getByText(/what they keep in their sandboxes is lost/)).toBeDefined();
  await userEvent.click(suspend.getByRole('button', { name: 'Suspend' }));
  await waitFor(() => expect(writes[0]?.body).toEqual({ instances: 0 }));
});

test('Resume of a suspended app', async () => {
  const { writes } = openServicePage({ app: anApp({ instances: 0, tasks: [] }) });
  const dialog = await openDialog('Resume');
  await userEvent.click(await dialog.findByRole('button', { name: 'Resume with 4' }));
  await waitFor(() => expect(writes[0]?.body).toEqual({ instances: 4 }));
});

test('Delete is never forced by itself, though Marathon would', async () => {
  const { writes } = openServicePage({ app });
  const dialog = await openDialog('Delete');
  expect(dialog.getByText('2 instances')).toBeDefined();
  await userEvent.type(dialog.getByRole('textbox'), '/shop/web');
  await userEvent.click(dialog.getByRole('button', { name: 'Delete' }));
  await waitFor(() =>
    expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([`DELETE ${APP}?force=false`]),
  );
});

test('selected instances are restarted by killing their tasks', async () => {
  const { writes } = openServicePage({ app });
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Select 7a7a0002' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Restart 1 instance' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Restart 1 instance?' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Restart 1 instance' }));
  await waitFor(() =>
    expect(writes).toEqual([
      {
        method: 'POST',
        path: '/service/marathon/v2/tasks/delete',
        body: { ids: ['shop_web.instance-7a7a0002._app.1'] },
      },
    ]),
  );
});

test('Configuration is the definition without what Marathon adds, at any version', async () => {
  openServicePage({ app }, { tab: 'configuration' });
  const shown = await screen.findByRole('group', { name: 'Copy definition' });
  expect(JSON.parse(shown.textContent)).toMatchObject({ id: '/shop/web', instances: 2 });
  expect(shown.textContent).not.toContain('tasks');
  await screen.findByRole('option', { name: '2017-03-17 09:59:00 UTC' });
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Version' }), at(-60));
  await waitFor(() => expect(screen.getByText(/^4 instances, made/)).toBeDefined());
});

test('Debug tells the last failure, and the delay that follows', async () => {
  const failing = anApp({
    tasks: [],
    lastTaskFailure: {
      appId: '/shop/web',
      taskId: 'shop_web.instance-3f9c0001._app.1',
      host: '10.0.1.12',
      slaveId: 'S1',
      state: 'TASK_FAILED',
      message: 'Command exited with status 2',
      timestamp: at(5),
      version: at(0),
    },
  });
  const queue = [aQueueItem({ app: anApp(), delay: { timeLeftSeconds: 30, overdue: false } })];
  openServicePage({ app: failing, queue }, { tab: 'debug' });
  const table = within(await screen.findByRole('group', { name: 'Terminations' }));
  expect(table.getByText('Command exited with status 2')).toBeDefined();
  expect(table.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
    'Ended',
    'Instance',
    'Last state',
    'Message',
  ]);
  expect(await screen.findByRole('button', { name: 'Reset Delay' })).toBeDefined();
});

test('an id of neither a pod nor an app is not found', async () => {
  openServicePage({});
  expect(await screen.findByText('Service not found')).toBeDefined();
});
