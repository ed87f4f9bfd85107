/** When the cluster is asked where a draft fits, and what stays until it answers. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setTransport } from '../../../api/client/transport';
import type { ForecastWish } from '../../../protocol/simulation/forecast';
import { changeText, newDraft } from '../pod-draft';
import type { Problem } from '../problems';
import { useLenses } from './use-lenses';

const app = (mem: string) => `{ "id": "/a", "cpus": 1, "mem": ${mem} }`;
const noProblems: readonly Problem[] = [];
const problemAt = (...path: string[]): Problem => ({ path, wants: '', code: '', field: '', section: '' });

interface Asked extends ForecastWish {
  readonly signal: AbortSignal;
  readonly answer: (status: number, body: object) => Promise<void>;
}

const agents = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `S${index}` }));

/** All forecasts that were asked for, to be answered by hand. */
function aCluster(slaves = () => agents(6)) {
  const asked: Asked[] = [];
  setTransport(async (request) => {
    if (request.url.endsWith('/mesos/slaves')) return Response.json({ slaves: slaves() });
    const wish = (await request.json()) as ForecastWish;
    return new Promise((resolve) => {
      const answer = (status: number, body: object) => act(async () => resolve(Response.json(body, { status })));
      asked.push({ ...wish, signal: request.signal, answer });
    });
  }, 'http://cluster');
  return asked;
}

const limits = [{ kind: 'mem', index: null, label: '', failing: 4, onlyFailing: 4 }];

const fitOn = (fit: number) => ({
  verdict: 'accepted',
  scheduling: { summary: { sentence: '', agents: 6, fit, offered: fit, limits, scalars: [] } },
});

function type(text: string, existing?: string) {
  const first = { draft: newDraft(text), problems: noProblems };
  const client = new QueryClient();
  const hook = renderHook(({ draft, problems }) => useLenses(draft, 'app', problems, existing), {
    initialProps: first,
    wrapper: ({ children }: PropsWithChildren) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
  });
  return {
    words: () => hook.result.current.map((lens) => lens.text),
    change: (next: string, problems = noProblems) => hook.rerender({ draft: changeText(first.draft, next), problems }),
  };
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('asks once typing rests, of the newest text, and keeps the words until the answer', async () => {
  const asked = aCluster();
  const { words, change } = type(app('1'));
  await pass(1000);
  expect(asked).toMatchObject([{ kind: 'app', only: 'fit', definition: { cpus: 1, mem: 1 } }]);
  await asked[0]?.answer(200, fitOn(6));
  expect(words()).toEqual(['Fits on all 6 agents']);

  change(app('10'));
  change(app('100'));
  await pass(1000);
  expect(asked.map(({ definition }) => definition)).toMatchObject([{ mem: 1 }, { mem: 100 }]);
  expect(words()).toEqual(['Fits on all 6 agents']);
  change(app('1000'));
  expect(asked[1]?.signal.aborted).toBe(true);
  await asked[1]?.answer(200, fitOn(3));
  expect(words()).toEqual(['Fits on all 6 agents']);
  await pass(1000);
  await asked[2]?.answer(200, fitOn(2));
  expect(words()).toEqual(['Fits on 2 of 6 agents · memory is the limit']);
});

test('of a text that stays, asks again when an agent went away, and not while all are as they were', async () => {
  let count = 6;
  const asked = aCluster(() => agents(count));
  const { words } = type(app('1'));
  await pass(1000);
  await asked[0]?.answer(200, fitOn(6));
  await pass(20_000);
  expect(asked).toHaveLength(1);

  count = 5;
  await pass(6000);
  expect(asked.map(({ definition }) => definition)).toMatchObject([{ mem: 1 }, { mem: 1 }]);
  expect(words()).toEqual(['Fits on all 6 agents']);
  await asked[1]?.answer(200, fitOn(5));
  expect(words()).toEqual(['Fits on 5 of 6 agents · memory is the limit']);
});

test('a text that can’t be run keeps its words for a moment only, and nothing is asked', async () => {
  const asked = aCluster();
  const { words, change } = type(app('1'));
  await pass(1000);
  await asked[0]?.answer(200, fitOn(6));
  change(app(''));
  await pass(1000);
  expect(words()).toHaveLength(1);
  await pass(1000);
  expect(words()).toEqual([]);
  change(app('"x"'), [problemAt('mem')]);
  await pass(5000);
  expect(asked).toHaveLength(1);
});

test('a new service needs no name; a change is asked of the service it changes', async () => {
  const asked = aCluster();
  const { change } = type(app('1'));
  change(app('2'), [problemAt('id')]);
  await pass(1000);
  type(app('1'), '/a');
  await pass(1000);
  expect(asked).toMatchObject([{ definition: { mem: 2 } }, { service: '/a', definition: { id: '/a' } }]);
});

test('a real cluster is asked once', async () => {
  let count = 6;
  const asked = aCluster(() => agents(count));
  const { words, change } = type(app('1'));
  await pass(1000);
  await asked[0]?.answer(404, { message: 'URI not found' });
  change(app('2'));
  count = 5;
  await pass(10_000);
  expect(asked).toHaveLength(1);
  expect(words()).toEqual([]);
});

test('words go when the cluster would refuse the definition, or fails', async () => {
  const asked = aCluster();
  const { words, change } = type(app('1'));
  await pass(1000);
  await asked[0]?.answer(200, fitOn(6));
  change(app('2'));
  await pass(1000);
  await asked[1]?.answer(200, { verdict: 'refused', status: 422, body: {} });
  expect(words()).toEqual([]);
  change(app('3'));
  await pass(1000);
  await asked[2]?.answer(200, fitOn(6));
  change(app('4'));
  await pass(1000);
  await asked[3]?.answer(500, { message: 'failed' });
  expect(words()).toEqual([]);
});
