/** A row of the API's tables as a test: a world, a request, the whole answer. Every answer has the headers all answers have. */
import { expect, test } from 'vitest';
import { aCluster, podOf } from '../cluster/cluster-fixtures';
import type { AppInfo, AppInput, AppTask } from '../protocol/marathon/app';
import type { PodInput } from '../protocol/marathon/pod';

export type TestCluster = ReturnType<typeof aCluster>;

export interface Row {
  readonly says: string;
  /** What happened before. Default: nothing. */
  readonly given?: (cluster: TestCluster) => Promise<unknown>;
  /** `METHOD /path` */
  readonly ask: string;
  readonly send?: unknown;
  readonly status: number;
  /** Matched in part; undefined when given: there is no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  /** It makes a deployment, and says which. */
  readonly deploys?: true;
}

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const VERSION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
export const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
/** `DeploymentResult` */
export const RESULT = { version: matching(VERSION), deploymentId: matching(UUID) };
export const LOCKED = {
  message:
    "App is locked by one or more deployments. Override with the option '?force=true'. View details at '/v2/deployments/<DEPLOYMENT_ID>'.",
  deployments: [{ id: matching(UUID) }],
};
export const missing = (text: string) => ({ message: text, details: [] });
export const unread = (path: string, error: string) => ({
  message: 'Invalid JSON',
  details: [{ path, errors: [error] }],
});
export const invalid = (path: string, error: string) => ({
  message: 'Object is not valid',
  details: [{ path, errors: [error] }],
});

export const rows = (list: readonly Row[]): void =>
  test.each(list.map((row) => [`${row.ask}: ${row.says}`, row] as const))('%s', async (_says, row) => {
    const cluster = aCluster();
    await row.given?.(cluster);
    const [method = '', path = ''] = row.ask.split(/ (.*)/);
    const answer = await cluster.send(method, path, row.send);
    expect({ status: answer.status, body: answer.body }).toMatchObject({
      status: row.status,
      ...('body' in row && { body: row.body }),
    });
    expect(answer.headers.get('Marathon-Deployment-Id')).toEqual(row.deploys === true ? matching(UUID) : null);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-cache, no-store, must-revalidate',
      pragma: 'no-cache',
      expires: '0',
      ...row.headers,
    });
    expect(cluster.errors).toEqual([]);
  });

export const appOf = (id: string, wish: Partial<AppInput> = {}): AppInput => ({
  id,
  cmd: 'sleep 100000',
  cpus: 0.1,
  mem: 32,
  ...wish,
});

/** Nowhere to be placed, so that its deployment goes on for ever. */
export const STUCK = { constraints: [['rack', 'IS', 'nowhere']] } satisfies Partial<AppInput>;
export const stuckPod = (id: string): PodInput => ({
  ...podOf(id),
  scheduling: { placement: { constraints: [{ fieldName: 'rack', operator: 'IS', value: 'nowhere' }] } },
});

/** Sends and asks for success. */
export const done = async (cluster: TestCluster, method: string, path: string, body?: unknown) => {
  const answer = await cluster.send(method, path, body);
  expect([`${method} ${path}`, answer.status < 300, answer.body]).toEqual([`${method} ${path}`, true, answer.body]);
  return answer;
};

/** Of an app that runs, or of another one. */
export const running =
  (...bodies: readonly (AppInput | PodInput)[]) =>
  async (cluster: TestCluster): Promise<void> => {
    for (const body of bodies) await done(cluster, 'POST', 'containers' in body ? '/v2/pods' : '/v2/apps', body);
    await cluster.advance(30);
  };

/** Accepted, and not yet run. */
export const deploying =
  (...bodies: readonly (AppInput | PodInput)[]) =>
  async (cluster: TestCluster): Promise<void> => {
    for (const body of bodies) await done(cluster, 'POST', 'containers' in body ? '/v2/pods' : '/v2/apps', body);
  };

export const appInfo = async (cluster: TestCluster, id: string): Promise<AppInfo> =>
  (await cluster.read<{ app: AppInfo }>(`/v2/apps/${id}`)).app;
export const tasksOf = async (cluster: TestCluster, id: string): Promise<AppTask[]> =>
  (await cluster.read<{ tasks: AppTask[] }>(`/v2/apps/${id}/tasks`)).tasks;

/** As many deployments as may run at once. */
export const hundredDeployments = async (cluster: TestCluster): Promise<void> => {
  for (let n = 0; n < 100; n++) await done(cluster, 'POST', '/v2/pods', stuckPod(`/busy/p${n}`));
};
