/** *What will happen*: words for each way a forecast ends, and the fix that goes into the draft. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { setTransport } from '../../../api/client/transport';
import type { Forecast, RunForecast } from '../../../protocol/simulation/forecast';
import type { FormEdit } from '../pod-draft';
import { ForecastPanel } from './forecast-panel';
import { outcomeText, stepLines } from './forecast-words';

const agent = (hostname: string, before: number, after: number) => ({
  agentId: hostname,
  hostname,
  region: null,
  zone: 'z',
  before,
  after,
});

const told = (more: Partial<RunForecast> = {}): RunForecast => ({
  verdict: 'accepted',
  service: '/web',
  from: 0,
  until: 3500,
  end: 'done',
  steps: [],
  moreSteps: 0,
  agents: [agent('10.0.0.1', 0, 2)],
  waiting: 0,
  failure: null,
  scheduling: null,
  ...more,
});

function open(status: number, answer: Forecast | object) {
  const edits: FormEdit[] = [];
  setTransport(() => Promise.resolve(Response.json(answer, { status })), 'http://cluster');
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ForecastPanel kind="pod" definition={{}} existing={undefined} onFix={(...done) => edits.push(...done)} />
    </QueryClientProvider>,
  );
  return { edits, user: userEvent.setup() };
}

test.each<[Partial<RunForecast>, string]>([
  [{}, 'Both instances are up after 3.5 s.'],
  [{ agents: [agent('a', 0, 3)] }, 'All 3 instances are up after 3.5 s.'],
  [{ agents: [agent('a', 0, 1)], until: 75_000 }, 'The one instance is up after 1 min 15 s.'],
  [{ agents: [] }, 'Nothing of it runs when the deployment ends, after 3.5 s.'],
  [{ end: 'waiting', agents: [], waiting: 3 }, 'None of the 3 instances finds a place; they wait until there is room.'],
  [{ end: 'waiting', agents: [], waiting: 1 }, 'The one instance finds no place and waits until there is room.'],
  [{ end: 'waiting', waiting: 1 }, '2 instances have a place; 1 more waits until there is room.'],
  [
    { end: 'cut', until: 600_000, waiting: 2 },
    'The deployment goes on for more than 10 min 0 s, with 2 instances waiting; how it ends is too far ahead to be looked at.',
  ],
  [
    {
      end: 'cut',
      waiting: 1,
      steps: [1000, 5000].map((at) => ({ at, instanceId: 'a', what: 'failed', hostname: '10.0.0.1', old: false })),
      failure: { container: 'web', message: 'Command exited with status 1' },
    },
    'It fails and is launched again, over and over. Container web says: Command exited with status 1',
  ],
])('%o', (more, words) => {
  expect(outcomeText(told(more))).toBe(words);
});

test('steps name instances by number, old ones apart', () => {
  const step = { at: 100, hostname: '10.0.0.1' };
  const steps = [
    { ...step, instanceId: 'x', what: 'placed', old: false },
    { ...step, instanceId: 'o', what: 'stopping', old: true },
    { ...step, instanceId: 'x', what: 'up', old: false },
    { ...step, instanceId: 'y', what: 'failed', old: false, hostname: null },
  ] as const;
  expect(stepLines(told({ steps })).map(({ after, text }) => `${after} ${text}`)).toEqual([
    '0.1 s Instance 1 is launched on 10.0.0.1',
    '0.1 s Old instance 1 is told to stop on 10.0.0.1',
    '0.1 s Instance 1 is up on 10.0.0.1',
    '0.1 s Instance 2 fails',
  ]);
});

test('agents are listed, with their zones', async () => {
  open(200, told());
  expect(await screen.findByText('Both instances are up after 3.5 s.')).toBeDefined();
  expect(screen.getByRole('row', { name: '10.0.0.1 z 2' })).toBeDefined();
});

test('a fix goes into the draft', async () => {
  const fix = {
    kind: 'definition',
    edits: [{ path: ['containers', 0, 'resources', 'cpus'], from: 50, to: 3 }],
    agentId: 'a',
    hostname: 'a',
    sentence: 'Lower cpus of main from 50 to 3.',
  };
  const scheduling = { summary: { sentence: 'No agent fits.' }, fixes: [fix] };
  const { edits, user } = open(200, { ...told({ end: 'waiting', agents: [], waiting: 1 }), scheduling });
  await user.click(await screen.findByRole('button', { name: 'Apply' }));
  expect(edits).toEqual([{ path: ['containers', 0, 'resources', 'cpus'], value: 3 }]);
});

test('what would be refused is said with its reason', async () => {
  open(200, { verdict: 'refused', status: 409, body: { message: 'An app with id [/web] already exists.' } });
  expect(await screen.findByText('The cluster would refuse it: An app with id [/web] already exists.')).toBeDefined();
});

test('a cluster that can not be copied shows nothing', async () => {
  open(404, { message: 'URI not found' });
  await waitFor(() => expect(screen.queryByRole('region', { name: 'What will happen' })).toBeNull());
});

test('a failed try says so and can be repeated', async () => {
  open(500, { message: 'The simulated cluster failed on this request.' });
  expect(await screen.findByText(/It could not be tried out/)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Look again' })).toBeDefined();
});
