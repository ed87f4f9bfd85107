/** The start order as a user changes it: by ticks, with the picture, the label that mirrors it, and what is wrong with it. */
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openForm } from '../form-host-fixture';

const container = (name: string, more: object = {}) => ({ name, resources: { cpus: 0.1, mem: 32 }, ...more });
const check = { exec: { command: { shell: 'true' } } };
const open = (...containers: object[]) => openForm(JSON.stringify({ id: '/a', containers }));
const waits = (name: string) => within(screen.getByRole('group', { name: `${name} starts after` }));

test('a container waits for another: for its health where it has a check, and the label says the same', async () => {
  const form = open(container('web'), container('db', { healthCheck: check }));
  expect(screen.queryByRole('img')).toBeNull();
  await form.user.click(waits('web').getByRole('checkbox', { name: 'db' }));
  expect(form.value()['containers']).toMatchObject([
    {
      lifecycle: { startAfter: [{ container: 'db', condition: 'healthy' }] },
      labels: { DCOS_START_AFTER: 'db:healthy' },
    },
    {},
  ]);
  expect(screen.getByRole('img', { name: 'web after db is healthy' })).toBeDefined();
  await form.user.selectOptions(waits('web').getByRole('combobox', { name: 'Once db' }), 'runs');
  expect(form.value()['containers']).toMatchObject([
    { lifecycle: { startAfter: [{ condition: 'running' }] }, labels: { DCOS_START_AFTER: 'db:running' } },
    {},
  ]);
  await form.user.click(waits('web').getByRole('checkbox', { name: 'db' }));
  expect(form.value()['containers']).toEqual([container('web'), container('db', { healthCheck: check })]);
});

test('a circle is named', async () => {
  const form = open(
    container('a', { lifecycle: { startAfter: [{ container: 'b' }] } }),
    container('b', { lifecycle: { startAfter: [{ container: 'c' }] } }),
    container('c'),
  );
  expect(screen.queryByRole('alert')).toBeNull();
  await form.user.click(waits('c').getByRole('checkbox', { name: 'a' }));
  expect(screen.getByRole('alert').textContent).toBe('Start conditions form a cycle: a → b → c → a.');
});

test('an order that only the label tells is shown, and written out when it is changed', async () => {
  const form = open(container('a', { labels: { DCOS_START_AFTER: 'b' } }), container('b'), container('c'));
  expect(waits('a').getByRole<HTMLInputElement>('checkbox', { name: 'b' }).checked).toBe(true);
  await form.user.click(waits('a').getByRole('checkbox', { name: 'c' }));
  expect(form.value()['containers']).toMatchObject([
    {
      lifecycle: {
        startAfter: [
          { container: 'b', condition: 'running' },
          { container: 'c', condition: 'running' },
        ],
      },
      labels: { DCOS_START_AFTER: 'b:running,c:running' },
    },
    {},
    {},
  ]);
});

test('a name that is no container’s can be taken out', async () => {
  const form = open(container('a', { lifecycle: { startAfter: [{ container: 'gone' }] } }));
  await form.user.click(waits('a').getByRole('checkbox', { name: 'gone' }));
  expect(form.value()).toEqual({ id: '/a', containers: [container('a')] });
});
