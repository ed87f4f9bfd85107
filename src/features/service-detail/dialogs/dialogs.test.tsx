/** The dialogs of a pod's actions: what they ask, send, refuse and tell. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { SentRequest } from '../service-page-fixture';
import { openServicePage } from '../service-page-fixture';
import { aPodStatus, aSpec, instancesOf } from '../../shared/pod-status-fixture';

const pod = aPodStatus({ target: 3, instances: instancesOf(3) });
const POD = '/service/marathon/v2/pods/shop/web';
const lock = {
  message: "App is locked by one or more deployments. Override with the option '?force=true'.",
  deployments: [{ id: 'd-42' }],
};

const openDialog = async (name: string) => {
  await userEvent.click(await screen.findByRole('button', { name }));
  return within(await screen.findByRole('dialog', { name }));
};

const instancesSent = (request: SentRequest | undefined): unknown =>
  typeof request?.body === 'object' && request.body !== null && 'scaling' in request.body
    ? request.body.scaling
    : undefined;

test('Scale tells what it takes, sends the number, and says so', async () => {
  const { writes } = openServicePage({ pod });
  const dialog = await openDialog('Scale');
  const field = dialog.getByRole('textbox', { name: /Instances/ });
  await userEvent.clear(field);
  await userEvent.type(field, '10');
  expect(dialog.getByText(/10 instances take 3\s?cpus, 800\s?MiB memory, 100\s?MiB disk/)).toBeDefined();
  await userEvent.click(dialog.getByRole('button', { name: 'Scale' }));
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Scale' })).toBeNull());
  expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([`PUT ${POD}?force=false`]);
  expect(instancesSent(writes[0])).toEqual({ kind: 'fixed', instances: 10 });
  expect(await screen.findByText('/shop/web goes from 3 to 10 instances.')).toBeDefined();
});

test('Scale as a command is the definition with the number that is typed, and says so with force once it is locked', async () => {
  openServicePage({ pod, write: () => Response.json(lock, { status: 409 }) });
  const dialog = await openDialog('Scale');
  await userEvent.click(dialog.getByRole('button', { name: 'As a command' }));
  const dcos = dialog.getByRole('group', { name: 'Copy the dcos command' });
  expect(dcos.textContent).toMatch(/^dcos marathon pod update \/shop\/web <<'END'\n\{/);
  const field = dialog.getByRole('textbox', { name: /Instances/ });
  await userEvent.clear(field);
  expect(dialog.getByText('Fill in what is missing first.')).toBeDefined();
  await userEvent.type(field, '12');
  expect(dialog.getByRole('group', { name: 'Copy the dcos command' }).textContent).toContain('"instances": 12');
  await userEvent.click(dialog.getByRole('button', { name: 'Scale' }));
  await dialog.findByRole('button', { name: 'Force Scale' });
  await userEvent.click(dialog.getByRole('button', { name: 'As a command' }));
  expect(dialog.getByRole('group', { name: 'Copy the dcos command' }).textContent).toContain(
    'update --force /shop/web',
  );
  expect(dialog.getByRole('group', { name: 'Copy the curl command' }).textContent).toContain(
    "/service/marathon/v2/pods/shop/web?force=true'",
  );
});

test('a cleared or wrong number is not taken for zero', async () => {
  openServicePage({ pod });
  const dialog = await openDialog('Scale');
  const field = dialog.getByRole('textbox', { name: /Instances/ });
  await userEvent.clear(field);
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Scale' }).disabled).toBe(true);
  await userEvent.type(field, '1.5');
  expect(dialog.getByText('A whole number from 0 up')).toBeDefined();
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Scale' }).disabled).toBe(true);
});

test('a lock names its deployment, and only a second, differently named press overrides it', async () => {
  const { writes } = openServicePage({
    pod,
    write: ({ path }) => (path.endsWith('force=true') ? Response.json(pod.spec) : Response.json(lock, { status: 409 })),
  });
  const dialog = await openDialog('Suspend');
  await userEvent.click(dialog.getByRole('button', { name: 'Suspend' }));
  expect(await dialog.findByText(/d-42/)).toBeDefined();
  await userEvent.click(dialog.getByRole('button', { name: 'Force Suspend' }));
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Suspend' })).toBeNull());
  expect(writes.map(({ path }) => path)).toEqual([`${POD}?force=false`, `${POD}?force=true`]);
  expect(instancesSent(writes[1])).toEqual({ kind: 'fixed', instances: 0 });
});

test('a refusal is shown in the dialog, with every field’s reason', async () => {
  const refusal = { message: 'Object is not valid', details: [{ path: '/scaling/instances', errors: ['too many'] }] };
  openServicePage({ pod, write: () => Response.json(refusal, { status: 422 }) });
  const dialog = await openDialog('Restart');
  await userEvent.click(dialog.getByRole('button', { name: 'Restart' }));
  const alert = await dialog.findByRole('alert');
  expect(alert.textContent).toContain('Object is not valid');
  expect(alert.textContent).toContain('/scaling/instances: too many');
});

test('Restart explains the label it counts up, and counts it up', async () => {
  const { writes } = openServicePage({ pod: { ...pod, spec: { ...pod.spec, labels: { PODROME_RESTARTS: '4' } } } });
  const dialog = await openDialog('Restart');
  expect(dialog.getByText('PODROME_RESTARTS')).toBeDefined();
  await userEvent.click(dialog.getByRole('button', { name: 'Restart' }));
  await waitFor(() => expect(writes[0]?.body).toMatchObject({ labels: { PODROME_RESTARTS: '5' } }));
});

test('Resume offers the count of the latest version that ran', async () => {
  const before = aSpec({ version: '2017-03-17T09:00:00.000Z', scaling: { kind: 'fixed', instances: 7 } });
  const suspended = aPodStatus({ target: 0, instances: [] });
  const { writes } = openServicePage({ pod: suspended, versions: { [before.version]: before } });
  const dialog = await openDialog('Resume');
  await userEvent.click(await dialog.findByRole('button', { name: 'Resume with 7' }));
  await waitFor(() => expect(instancesSent(writes[0])).toEqual({ kind: 'fixed', instances: 7 }));
});

test('Delete needs the whole id, lists what is lost, and leads to the list', async () => {
  const { writes } = openServicePage({ pod, write: () => new Response(null, { status: 202 }) });
  const dialog = await openDialog('Delete');
  expect(dialog.getByText('3 instances with 6 containers')).toBeDefined();
  const field = dialog.getByRole('textbox', { name: 'Type /shop/web to confirm' });
  await userEvent.type(field, 'web');
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Delete' }).disabled).toBe(true);
  await userEvent.clear(field);
  await userEvent.type(field, '/shop/web{Enter}');
  expect(writes).toEqual([]);
  await userEvent.click(dialog.getByRole('button', { name: 'Delete' }));
  expect(await screen.findByText('All services')).toBeDefined();
  expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([`DELETE ${POD}?force=false`]);
});

test('what destroys something begins on Cancel, and the focus goes back where it came from', async () => {
  const { writes } = openServicePage({ pod });
  await openDialog('Restart');
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Restart' })).toBeNull());
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Restart'));
  expect(writes).toEqual([]);
});

test('while a request is under way nothing is sent twice and the dialog stays', async () => {
  let open: (answer: Response) => void = () => undefined;
  const gate = new Promise<Response>((resolve) => {
    open = resolve;
  });
  const { writes } = openServicePage({ pod, write: () => gate });
  const dialog = await openDialog('Suspend');
  const button = dialog.getByRole('button', { name: 'Suspend' });
  await userEvent.click(button);
  await waitFor(() => expect(writes).toHaveLength(1));
  await userEvent.click(button);
  await userEvent.keyboard('{Escape}');
  expect(writes).toHaveLength(1);
  expect(screen.getByRole('dialog', { name: 'Suspend' })).toBeDefined();
  open(Response.json(pod.spec));
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Suspend' })).toBeNull());
});

test('Edit opens the definition in Run a Service', async () => {
  const { search } = openServicePage({ pod });
  await userEvent.click(await screen.findByRole('link', { name: 'Edit' }));
  await screen.findByText('Run a Service');
  expect(search()).toEqual({ kind: 'pod', service: '/shop/web' });
});
