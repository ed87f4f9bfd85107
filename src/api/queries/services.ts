/** Definitions of services of either kind as queries, and what can be done with a service as mutations. */
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import type { AppAnswer } from '../../protocol/marathon/app';
import type { PodAnswer } from '../../protocol/marathon/pod';
import { answeredApp } from '../client/app-form';
import {
  addApp,
  getApp,
  getAppVersion,
  getAppVersions,
  killTasks,
  lastAppInstances,
  removeApp,
  restartApp,
  scaleApp,
  updateApp,
} from '../client/apps';
import { changePod, lastInstanceCount } from '../client/pod-changes';
import { addPod, getPod, getPodVersion, getPodVersions, killPodInstances, removePod, updatePod } from '../client/pods';
import type { ReadOptions } from '../client/transport';
import { serviceKey } from './service-keys';
import { taskIds, type Service, type ServiceKind } from '../client/service';

/** As Marathon answers it. */
export type ServiceDefinition = PodAnswer | AppAnswer;

const readDefinition = async (kind: ServiceKind, id: string, options: ReadOptions): Promise<ServiceDefinition> =>
  kind === 'app' ? answeredApp(await getApp(id, options)) : getPod(id, options);

export const serviceQueries = {
  /** The latest. */
  definition: (kind: ServiceKind, id: string) =>
    queryOptions({
      queryKey: serviceKey('definition', kind, id),
      queryFn: ({ signal }) => readDefinition(kind, id, { signal }),
    }),
  versions: (kind: ServiceKind, id: string) =>
    queryOptions({
      queryKey: serviceKey('versions', kind, id),
      queryFn: ({ signal }) => (kind === 'app' ? getAppVersions : getPodVersions)(id, { signal }),
    }),
  /** One version never changes. */
  version: (kind: ServiceKind, id: string, version: string) =>
    queryOptions({
      queryKey: [...serviceKey('version', kind, id), version] as const,
      queryFn: ({ signal }): Promise<ServiceDefinition> =>
        (kind === 'app' ? getAppVersion : getPodVersion)(id, version, { signal }),
      staleTime: Infinity,
    }),
  /** Instances of the latest version that had any; null when none did. One answer per `current` version. */
  lastCount: (kind: ServiceKind, id: string, current: string) =>
    queryOptions({
      queryKey: [...serviceKey('versions', kind, id), 'last-count', current] as const,
      queryFn: async () => (await (kind === 'app' ? lastAppInstances : lastInstanceCount)(id)) ?? null,
      staleTime: Infinity,
    }),
};

/** Names the service a change is for; `force` overrides the lock of a running deployment. */
export interface ServiceChange {
  readonly service: Service;
  readonly force?: boolean;
}

/** A definition as typed. */
interface Definition {
  readonly kind: ServiceKind;
  readonly text: string;
  readonly force?: boolean;
}

const forced = (target: { readonly force?: boolean }): { readonly force: boolean } => ({
  force: target.force === true,
});

/** None touches the cache: Marathon's events tell every tab, this one included. */
export const serviceMutations = {
  /** Answers the id, as the server normalised it. */
  add: () =>
    mutationOptions({
      mutationFn: async (input: Definition): Promise<string> =>
        input.kind === 'app'
          ? (await addApp(input.text, forced(input))).id
          : (await addPod(input.text, forced(input))).pod.id,
    }),
  update: () =>
    mutationOptions({
      mutationFn: async (input: Definition & { readonly id: string }): Promise<string> => {
        if (input.kind === 'app') await updateApp(input.id, input.text, forced(input));
        else await updatePod(input.id, input.text, forced(input));
        return input.id;
      },
    }),
  /** 0 suspends; the count before stays in the versions. */
  scale: () =>
    mutationOptions({
      mutationFn: async (input: ServiceChange & { readonly instances: number }): Promise<void> => {
        const { service, instances } = input;
        if (service.app === undefined) await changePod(service.id, { kind: 'scale', instances }, forced(input));
        else await scaleApp(service.id, instances, forced(input));
      },
    }),
  /** Of a pod: the same definition as a new version, rolled out as any update. */
  restart: () =>
    mutationOptions({
      mutationFn: async (input: ServiceChange): Promise<void> => {
        const { service } = input;
        if (service.app === undefined) await changePod(service.id, { kind: 'restart' }, forced(input));
        else await restartApp(service.id, forced(input));
      },
    }),
  remove: () =>
    mutationOptions({
      mutationFn: async ({ service, ...input }: ServiceChange): Promise<void> => {
        if (service.app === undefined) await removePod(service.id, forced(input));
        else await removeApp(service.id, forced(input));
      },
    }),
  /** Kills these instances; Marathon launches others. */
  kill: () =>
    mutationOptions({
      mutationFn: async (input: {
        readonly service: Service;
        readonly instanceIds: readonly string[];
      }): Promise<void> => {
        const { service, instanceIds } = input;
        if (service.app === undefined) await killPodInstances(service.id, instanceIds);
        else await killTasks(taskIds(service, instanceIds));
      },
    }),
};
