/** *Run a Service* as a user meets it: picker, form, errors, review, run, refusals, editing, leaving. */
import { screen, waitFor, within } from '@testing-library/react';
import type userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { created, json, open } from './run-service-page-fixture';

const button = (name: string | RegExp) => screen.findByRole('button', { name });

// The check comes on demand, and the first import of its modules takes longer than a test waits.
beforeAll(() =>
  Promise.all([import('../../protocol/marathon/pod-check'), import('../../protocol/marathon/app-check')]),
);

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

async function describePod(user: ReturnType<typeof userEvent.setup>) {
  await user.type(await screen.findByRole('textbox', { name: /Service ID/ }), 'shop/web');
  await user.clear(screen.getByRole('textbox', { name: 'Instances' }));
  await user.type(screen.getByRole('textbox', { name: 'Instances' }), '10');
  await user.click(screen.getByRole('tab', { name: 'container-1' }));
  await user.type(await screen.findByRole('textbox', { name: 'Command' }), 'sleep 1000');
}

test('from the picker to a running pod, with the form alone', async () => {
  const { user, sent, done } = open('/run');
  await user.click(await button('Multi-container (Pod)'));
  await describePod(user);
  expect(screen.getByText(/10 instances take/).textContent?.replaceAll('\u2009', ' ')).toContain(
    '2 cpus, 1.56 GiB memory',
  );
  await user.click(await button('Review & Run'));
  expect(await screen.findByRole('heading', { name: 'Review & Run Service' })).toBeDefined();
  await user.click(await button('Run Service'));
  await waitFor(() => expect(done).toEqual(['/shop/web']));
  expect(sent).toEqual([
    {
      method: 'POST',
      url: '/service/marathon/v2/pods?force=false',
      body: {
        id: '/shop/web',
        containers: [
          { name: 'container-1', resources: { cpus: 0.1, mem: 128 }, exec: { command: { shell: 'sleep 1000' } } },
        ],
        scaling: { kind: 'fixed', instances: 10 },
      },
    },
  ]);
});

test('what is typed into a number field stays as typed, and empty is not zero', async () => {
  const { user, sent, done } = open('/run?kind=pod&template=web&section=container-0');
  const cpus = await screen.findByRole('textbox', { name: /CPUs/ });
  await user.clear(cpus);
  await user.type(cpus, '0.50');
  expect(cpus).toHaveProperty('value', '0.50');
  await user.clear(screen.getByRole('textbox', { name: 'Memory (MiB)' }));
  await user.click(await button('Review & Run'));
  await user.click(await button('Run Service'));
  await waitFor(() => expect(done).toHaveLength(1));
  expect(sent[0]?.body).toMatchObject({ containers: [{ resources: { cpus: 0.5 } }] });
  expect(JSON.stringify(sent[0]?.body)).not.toContain('"mem"');
});

test('a field complains once it was left, everything does after the first attempt to run', async () => {
  const { user } = open('/run?kind=pod');
  await screen.findByRole('textbox', { name: /Service ID/ });
  expect(screen.queryByText(/name after the slash/)).toBeNull();
  await user.click(screen.getByRole('textbox', { name: 'Instances' }));
  expect(await screen.findByText('Needs a name after the slash.')).toBeDefined();
  await user.click(screen.getByRole('tab', { name: 'container-1' }));
  await user.clear(await screen.findByRole('textbox', { name: /Container Name/ }));
  await user.click(await button('Review & Run'));
  const list = await screen.findByRole('region', { name: 'Problems' });
  expect(
    within(list)
      .getAllByRole('button')
      .map((entry) => entry.textContent),
  ).toContain('container-1 · Container Name must be defined.');
  await user.click(within(list).getByRole('button', { name: /Container Name/ }));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /Container Name/ })));
});

test('a lock names its deployment and can be overridden', async () => {
  const locked = json(409, { message: 'App is locked by one or more deployments.', deployments: [{ id: 'dep-7' }] });
  const { user, sent, done } = open('/run?kind=pod&template=web&review=true', (call) =>
    call.url.includes('force=true') ? created(call) : locked.clone(),
  );
  await user.click(await button('Run Service'));
  expect(await screen.findByText(/dep-7/)).toBeDefined();
  await user.click(await button('Force Run Service'));
  await waitFor(() => expect(done).toEqual(['/hello-web']));
  const writes = sent.filter(({ method }) => method !== 'GET');
  expect(writes.map(({ url }) => url.split('?')[1])).toEqual(['force=false', 'force=true']);
});

test('an id that is taken leads back to its field', async () => {
  const { user } = open('/run?kind=pod&template=web&review=true', () =>
    json(409, { message: 'A pod with id [/hello-web] already exists.' }),
  );
  await user.click(await button('Run Service'));
  expect(await screen.findByText(/already exists/)).toBeDefined();
  await user.click(await button('Change Service ID'));
  expect(await screen.findByRole('textbox', { name: /Service ID/ })).toHaveProperty('value', '/hello-web');
});

test('what only the server knows comes back to the field it is about', async () => {
  const refused = {
    message: 'Object is not valid',
    details: [{ path: '/containers(0)/image/id', errors: ['is not known here'] }],
  };
  const { user } = open('/run?kind=pod&template=web&review=true', () => json(422, refused));
  await user.click(await button('Run Service'));
  await user.click(await button('Show in the form'));
  await user.click(await screen.findByRole('tab', { name: /nginx/ }));
  expect((await screen.findByRole('textbox', { name: 'Container Image' })).getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText('Is not known here.')).toBeDefined();
});

test('when no answer comes the draft is kept and can be sent again', async () => {
  let down = true;
  const { user, done } = open('/run?kind=pod&template=web&review=true', (call) => {
    if (down) throw new TypeError('Failed to fetch');
    return created(call);
  });
  await user.click(await button('Run Service'));
  expect(await screen.findByText(/The draft is kept/)).toBeDefined();
  down = false;
  await user.click(await button('Try again'));
  await waitFor(() => expect(done).toEqual(['/hello-web']));
});

test('a running pod is edited in place: its id is fixed, unknown members stay', async () => {
  const running = {
    id: '/a',
    version: '2017-03-17T10:00:00.000Z',
    odd: { __x: 1 },
    containers: [{ name: 'one', resources: { cpus: 1, mem: 32 } }],
  };
  const { user, sent, done } = open('/run?service=/a', (call) =>
    json(200, call.method === 'GET' ? running : call.body),
  );
  expect(await screen.findByRole('heading', { name: 'Edit /a' })).toBeDefined();
  expect(screen.getByRole('textbox', { name: /Service ID/ })).toHaveProperty('disabled', true);
  await user.type(screen.getByRole('textbox', { name: 'Instances' }), '3');
  await user.click(await button('Review & Run'));
  await user.click(await button('Run Service'));
  await waitFor(() => expect(done).toEqual(['/a']));
  const { version: _, ...own } = running;
  expect(sent.at(-1)).toEqual({
    method: 'PUT',
    url: '/service/marathon/v2/pods/a?force=false',
    body: { ...own, scaling: { instances: 3, kind: 'fixed' } },
  });
});

test('leaving with changes asks first; discarding leaves', async () => {
  const { user } = open('/run?kind=pod');
  await user.type(await screen.findByRole('textbox', { name: /Service ID/ }), 'x');
  await user.click(await button('Cancel'));
  const dialog = await screen.findByRole('dialog', { name: 'Discard Changes?' });
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(screen.getByRole('textbox', { name: /Service ID/ })).toHaveProperty('value', '/x');
  await user.click(await button('Cancel'));
  await user.click(await button('Discard'));
  expect(await screen.findByText('Somewhere else')).toBeDefined();
});

test('a single container is an app: judged, reviewed and sent as one', async () => {
  const { user, sent, done } = open('/run');
  await user.click(await button('Single Container'));
  await user.type(await screen.findByRole('textbox', { name: /Service ID/ }), 'shop/app');
  await user.click(await button('Review & Run'));
  const list = await screen.findByRole('region', { name: 'Problems' });
  expect(within(list).getByRole('button', { name: /^Definition/ }).textContent).toBe(
    'Definition needs a command or a container image.',
  );
  await user.type(screen.getByRole('textbox', { name: 'Command' }), 'sleep 1000');
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Problems' })).toBeNull());
  await user.click(await button('Review & Run'));
  expect(await screen.findByText('sleep 1000')).toBeDefined();
  await user.click(await button('Run Service'));
  await waitFor(() => expect(done).toEqual(['/shop/app']));
  expect(sent).toEqual([
    {
      method: 'POST',
      url: '/service/marathon/v2/apps?force=false',
      body: { id: '/shop/app', instances: 1, cpus: 0.1, mem: 128, portDefinitions: [], cmd: 'sleep 1000' },
    },
  ]);
});

test('a running app is edited as a whole: what is taken out of it goes back to its default', async () => {
  const running = {
    id: '/a',
    version: '2017-03-17T10:00:00.000Z',
    versionInfo: { lastScalingAt: '2017-03-17T10:00:00.000Z', lastConfigChangeAt: '2017-03-17T10:00:00.000Z' },
    cmd: 'sleep 1',
    instances: 2,
    cpus: 1,
    mem: 32,
    user: 'nobody',
  };
  const { user, sent, done } = open('/run?service=/a', ({ method, url }) => {
    if (url.includes('/v2/pods/')) return json(404, { message: "Pod '/a' does not exist" });
    return json(200, method === 'GET' ? { app: { ...running, tasks: [] } } : { version: '', deploymentId: 'd1' });
  });
  expect(await screen.findByRole('heading', { name: 'Edit /a' })).toBeDefined();
  await user.click(screen.getByText('More settings'));
  await user.clear(screen.getByRole('textbox', { name: 'Run as user' }));
  await user.click(await button('Review & Run'));
  await user.click(await button('Run Service'));
  await waitFor(() => expect(done).toEqual(['/a']));
  expect(sent.at(-1)).toEqual({
    method: 'PUT',
    url: '/service/marathon/v2/apps/a?force=false&partialUpdate=false',
    body: { id: '/a', cmd: 'sleep 1', instances: 2, cpus: 1, mem: 32 },
  });
});

test('a draft outlives a change by others, which is told and merged', async () => {
  const running = { id: '/a', containers: [{ name: 'c', resources: { cpus: 1, mem: 32 } }], user: 'one', version: '1' };
  const page = '/run?service=/a';
  const first = open(page, () => json(200, running));
  await first.user.type(await screen.findByRole('textbox', { name: 'Instances' }), '3');
  dispatchEvent(new Event('pagehide'));
  first.unmount();

  const changed = { ...running, user: 'another', version: '2' };
  const { user, sent, done } = open(page, ({ method, body }) => json(200, method === 'GET' ? changed : body));
  expect(await screen.findByText(/changed since you began/)).toBeDefined();
  expect(screen.getByRole('textbox', { name: 'Instances' })).toHaveProperty('value', '3');
  await user.click(await button('Take their changes over'));
  await user.click(await button('Review & Run'));
  await user.click(await button('Run Service'));
  await waitFor(() => expect(done).toEqual(['/a']));
  expect(sent.at(-1)?.body).toMatchObject({ user: 'another', scaling: { instances: 3 } });
});

test('a change that was taken back does not come again', async () => {
  const running = { id: '/a', containers: [{ name: 'c', resources: { cpus: 1, mem: 32 } }], version: '1' };
  const page = '/run?service=/a';
  const first = open(page, () => json(200, running));
  await first.user.type(await screen.findByRole('textbox', { name: 'Instances' }), '3');
  dispatchEvent(new Event('pagehide'));
  await first.user.click(await button('Undo'));
  first.unmount();

  open(page, () => json(200, running));
  expect(await screen.findByRole('textbox', { name: 'Instances' })).toHaveProperty('value', '');
});
