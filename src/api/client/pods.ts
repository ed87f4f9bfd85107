/** Marathon's pods: `/v2/pods` and what hangs below a pod's id. */
import type { Instance } from '../../protocol/marathon/instance';
import type { PodAnswer } from '../../protocol/marathon/pod';
import type { PodStatus } from '../../protocol/marathon/pod-status';
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

const PODS = marathonPath('/v2/pods');
const at = (id: string, suffix = ''): string => `${PODS}/${idPath(id)}${suffix}`;

/** What a write answers: the definition as the server normalised it, and the deployment that carries it out. */
export interface PodChange {
  readonly pod: PodAnswer;
  readonly deploymentId: string | undefined;
}

/** `GET /v2/pods/::status`: every pod of every group, with its instances. */
export const listPodStatuses = (options: ReadOptions = {}): Promise<readonly PodStatus[]> =>
  getJson(`${PODS}/::status`, options);

/** `GET /v2/pods/{id}::status`. @throws MarathonError 404 */
export const getPodStatus = (id: string, options: ReadOptions = {}): Promise<PodStatus> =>
  getJson(at(id, '::status'), options);

/** `GET /v2/pods/{id}`: the latest definition. @throws MarathonError 404 */
export const getPod = (id: string, options: ReadOptions = {}): Promise<PodAnswer> => getJson(at(id), options);

/** `GET /v2/pods/{id}::versions`: ISO timestamps. @throws MarathonError 404 */
export const getPodVersions = (id: string, options: ReadOptions = {}): Promise<readonly string[]> =>
  getJson(at(id, '::versions'), options);

/** `GET /v2/pods/{id}::versions/{version}`: the definition as of then. @throws MarathonError 404 */
export const getPodVersion = (id: string, version: string, options: ReadOptions = {}): Promise<PodAnswer> =>
  getJson(at(id, `::versions/${encodeURIComponent(version)}`), options);

/** Every write as the request it is. What the dashboard shows as a command comes from here, too. */
export const podCalls = {
  /** `POST /v2/pods` with the definition as typed. */
  add: (text: string, { force }: ForceOptions = {}): Call => ({
    path: PODS,
    method: 'POST',
    body: text,
    query: { force },
  }),
  /** `PUT /v2/pods/{id}` with the whole new definition as typed. */
  update: (id: string, text: string, { force }: ForceOptions = {}): Call => ({
    path: at(id),
    method: 'PUT',
    body: text,
    query: { force },
  }),
  /** `DELETE /v2/pods/{id}` */
  remove: (id: string, { force }: ForceOptions = {}): Call => ({ path: at(id), method: 'DELETE', query: { force } }),
  /** `DELETE /v2/pods/{id}::instances`: kills these instances. */
  killInstances: (id: string, instanceIds: readonly string[]): Call => ({
    path: at(id, '::instances'),
    method: 'DELETE',
    body: JSON.stringify(instanceIds),
  }),
};

const change = async (response: Response): Promise<PodChange> => ({
  pod: await readJson<PodAnswer>(response),
  deploymentId: response.headers.get('marathon-deployment-id') ?? undefined,
});

/** Adds a pod. @throws MarathonError 400, 409, 422 */
export const addPod = async (text: string, options: ForceOptions = {}): Promise<PodChange> =>
  change(await sendCall(podCalls.add(text, options)));

/** Replaces a pod's definition. @throws MarathonError 400, 409, 422 */
export const updatePod = async (id: string, text: string, options: ForceOptions = {}): Promise<PodChange> =>
  change(await sendCall(podCalls.update(id, text, options)));

/** Removes a pod; returns the deployment's id. @throws MarathonError 404, 409 */
export const removePod = async (id: string, options: ForceOptions = {}): Promise<string | undefined> => {
  const response = await sendCall(podCalls.remove(id, options));
  return response.headers.get('marathon-deployment-id') ?? undefined;
};

/** Kills these instances; unknown ones are left out of the answer. @throws MarathonError 404, 422 */
export const killPodInstances = async (id: string, instanceIds: readonly string[]): Promise<readonly Instance[]> =>
  readJson(await sendCall(podCalls.killInstances(id, instanceIds)));
