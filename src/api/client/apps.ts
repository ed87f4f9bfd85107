/** Marathon's apps: `/v2/apps` and what hangs below an app's id, and the tasks of apps. */
import type { AppAnswer, AppInfo } from '../../protocol/marathon/app';
import {
  getJson,
  idPath,
  marathonPath,
  readJson,
  sendCall,
  type Call,
  type ForceOptions,
  type ReadOptions,
} from './transport';

const APPS = marathonPath('/v2/apps');
const at = (id: string, suffix = ''): string => `${APPS}/${idPath(id)}${suffix}`;

/** What makes an app in a list as telling as one that is read alone. */
const LISTED = ['apps.tasks', 'apps.counts', 'apps.lastTaskFailure'];

/** `GET /v2/apps`: every app of every group, with its tasks. */
export const listApps = async (options: ReadOptions = {}): Promise<readonly AppInfo[]> => {
  const { apps } = await getJson<{ readonly apps: readonly AppInfo[] }>(APPS, {
    ...options,
    query: { embed: LISTED },
  });
  return apps;
};

/** `GET /v2/apps/{id}`: the latest definition, with tasks, counts and last failure. @throws MarathonError 404 */
export const getApp = async (id: string, options: ReadOptions = {}): Promise<AppInfo> => {
  const { app } = await getJson<{ readonly app: AppInfo }>(at(id), options);
  return app;
};

/** `GET /v2/apps/{id}/versions`: ISO timestamps. @throws MarathonError 404 */
export const getAppVersions = async (id: string, options: ReadOptions = {}): Promise<readonly string[]> => {
  const { versions } = await getJson<{ readonly versions: readonly string[] }>(at(id, '/versions'), options);
  return versions;
};

/** `GET /v2/apps/{id}/versions/{version}`: the definition as of then. @throws MarathonError 404 */
export const getAppVersion = (id: string, version: string, options: ReadOptions = {}): Promise<AppAnswer> =>
  getJson(at(id, `/versions/${encodeURIComponent(version)}`), options);

/** Every write as the request it is. What the dashboard shows as a command comes from here, too. */
export const appCalls = {
  /** `POST /v2/apps` with the definition as typed. */
  add: (text: string, { force }: ForceOptions = {}): Call => ({
    path: APPS,
    method: 'POST',
    body: text,
    query: { force },
  }),
  /** `PUT /v2/apps/{id}` with the whole new definition as typed: what is not in it goes back to its default. */
  update: (id: string, text: string, { force }: ForceOptions = {}): Call => ({
    path: at(id),
    method: 'PUT',
    body: text,
    query: { force, partialUpdate: false },
  }),
  /** `PUT /v2/apps/{id}` with one member: all others keep their value. */
  scale: (id: string, instances: number, { force }: ForceOptions = {}): Call => ({
    path: at(id),
    method: 'PUT',
    body: JSON.stringify({ instances }),
    query: { force },
  }),
  /** `POST /v2/apps/{id}/restart` */
  restart: (id: string, { force }: ForceOptions = {}): Call => ({
    path: at(id, '/restart'),
    method: 'POST',
    query: { force },
  }),
  /** `DELETE /v2/apps/{id}`. Marathon forces it unless it is told not to, so it is always told. */
  remove: (id: string, { force = false }: ForceOptions = {}): Call => ({
    path: at(id),
    method: 'DELETE',
    query: { force },
  }),
  /** `POST /v2/tasks/delete`: kills these tasks; Marathon launches others. */
  killTasks: (taskIds: readonly string[]): Call => ({
    path: marathonPath('/v2/tasks/delete'),
    method: 'POST',
    body: JSON.stringify({ ids: taskIds }),
  }),
};

const deploymentOf = (response: Response): string | undefined =>
  response.headers.get('marathon-deployment-id') ?? undefined;

/** Adds an app; answers it as the server normalised it. @throws MarathonError 400, 409, 422 */
export const addApp = async (text: string, options: ForceOptions = {}): Promise<AppInfo> =>
  readJson<AppInfo>(await sendCall(appCalls.add(text, options)));

/** Replaces an app's definition; returns the deployment's id. @throws MarathonError 400, 409, 422 */
export const updateApp = async (id: string, text: string, options: ForceOptions = {}): Promise<string | undefined> =>
  deploymentOf(await sendCall(appCalls.update(id, text, options)));

/** Changes how many instances run; returns the deployment's id. @throws MarathonError 404, 409 */
export const scaleApp = async (
  id: string,
  instances: number,
  options: ForceOptions = {},
): Promise<string | undefined> => deploymentOf(await sendCall(appCalls.scale(id, instances, options)));

/** Replaces every instance; returns the deployment's id. @throws MarathonError 404, 409 */
export const restartApp = async (id: string, options: ForceOptions = {}): Promise<string | undefined> =>
  deploymentOf(await sendCall(appCalls.restart(id, options)));

/** Removes an app; returns the deployment's id. @throws MarathonError 404, 409 */
export const removeApp = async (id: string, options: ForceOptions = {}): Promise<string | undefined> =>
  deploymentOf(await sendCall(appCalls.remove(id, options)));

/** Kills these tasks; unknown ones are left out. @throws MarathonError 400 */
export const killTasks = async (taskIds: readonly string[]): Promise<void> => {
  await sendCall(appCalls.killTasks(taskIds));
};

/** How many instances the latest version that had any asked for; `undefined` when none did. */
export const lastAppInstances = async (id: string): Promise<number | undefined> => {
  const versions = [...(await getAppVersions(id))].sort().reverse();
  for (const version of versions) {
    const { instances } = await getAppVersion(id, version);
    if (instances > 0) return instances;
  }
  return undefined;
};
