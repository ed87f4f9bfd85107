/** Every action of the dashboard that sends something, as the request and the `dcos` command it equals. */
import { appCalls } from '../../../api/client/apps';
import { changedPod, type SmallChange } from '../../../api/client/pod-changes';
import { deploymentCalls } from '../../../api/client/deployments';
import { podCalls } from '../../../api/client/pods';
import { resetDelayCall } from '../../../api/client/queue';
import { taskIds, type Service, type ServiceKind } from '../../../api/client/service';
import { clockCalls, type ClockSetting } from '../../../api/client/simulation';
import type { Action } from './as-command';

const POD = ['marathon', 'pod'];
const APP = ['marathon', 'app'];
const DEPLOYMENT = ['marathon', 'deployment'];
const forceFlag = (force: boolean): readonly string[] => (force ? ['--force'] : []);
/** Not forced is what Marathon does anyway: nothing to write. */
const forceOption = (force: boolean) => (force ? { force } : {});

/** The command line can't force an addition: there, whoever holds the lock is waited for. */
export const addAction = (kind: ServiceKind, text: string): Action =>
  kind === 'app'
    ? { call: appCalls.add(text), dcos: { words: [...APP, 'add'], readsBody: true } }
    : { call: podCalls.add(text), dcos: { words: [...POD, 'add'], readsBody: true } };

/** `dcos marathon app update` keeps what the new definition leaves out, so it is another change and not shown. */
export const updateAction = (kind: ServiceKind, id: string, text: string, force = false): Action =>
  kind === 'app'
    ? { call: appCalls.update(id, text, forceOption(force)) }
    : {
        call: podCalls.update(id, text, forceOption(force)),
        dcos: { words: [...POD, 'update', ...forceFlag(force), id], readsBody: true },
      };

/** Of a pod: the whole definition again, with one change. */
const changePodAction = ({ id, spec }: Service, change: SmallChange, force: boolean): Action =>
  updateAction('pod', id, JSON.stringify(changedPod(spec, change)), force);

export const scaleAction = (service: Service, instances: number, force = false): Action => {
  const { id, app } = service;
  if (app === undefined) return changePodAction(service, { kind: 'scale', instances }, force);
  return {
    call: appCalls.scale(id, instances, forceOption(force)),
    dcos: { words: [...APP, 'update', ...forceFlag(force), id, `instances=${instances}`] },
  };
};

/** Scaling to 0, for which the command line has a word of its own. */
export const suspendAction = (service: Service, force = false): Action =>
  service.app === undefined
    ? scaleAction(service, 0, force)
    : { ...scaleAction(service, 0, force), dcos: { words: [...APP, 'stop', ...forceFlag(force), service.id] } };

/** Scaling from 0, for which the command line has a word of its own. */
export const resumeAction = (service: Service, instances: number, force = false): Action =>
  service.app === undefined
    ? scaleAction(service, instances, force)
    : {
        ...scaleAction(service, instances, force),
        dcos: { words: [...APP, 'start', ...forceFlag(force), service.id, String(instances)] },
      };

export const restartAction = (service: Service, force = false): Action =>
  service.app === undefined
    ? changePodAction(service, { kind: 'restart' }, force)
    : {
        call: appCalls.restart(service.id, forceOption(force)),
        dcos: { words: [...APP, 'restart', ...forceFlag(force), service.id] },
      };

export const removeAction = ({ id, app }: Pick<Service, 'id' | 'app'>, force = false): Action =>
  app === undefined
    ? {
        call: podCalls.remove(id, forceOption(force)),
        dcos: { words: [...POD, 'remove', ...forceFlag(force), id] },
      }
    : {
        call: appCalls.remove(id, { force }),
        // Without a word Marathon forces the removal of an app, and so does the command line.
        ...(force ? { dcos: { words: [...APP, 'remove', '--force', id] } } : {}),
      };

export const killAction = (service: Service, instanceIds: readonly string[]): Action => {
  const { id, app } = service;
  if (app === undefined)
    return {
      call: podCalls.killInstances(id, instanceIds),
      dcos: { words: [...POD, 'kill', id, ...instanceIds] },
    };
  const tasks = taskIds(service, instanceIds);
  return { call: appCalls.killTasks(tasks), dcos: { words: ['marathon', 'task', 'kill', ...tasks] } };
};

export const resetDelayAction = (id: string): Action => ({
  call: resetDelayCall(id),
  dcos: { words: ['marathon', 'delay', 'reset', id] },
});

export const rollBackAction = (id: string): Action => ({
  call: deploymentCalls.rollBack(id),
  dcos: { words: [...DEPLOYMENT, 'rollback', id] },
});

export const stopDeploymentAction = (id: string): Action => ({
  call: deploymentCalls.stop(id),
  dcos: { words: [...DEPLOYMENT, 'stop', id] },
});

/** DC/OS has no clock to set, so its command line has no word for it. */
export const setClockAction = (clock: ClockSetting): Action => ({ call: clockCalls.set(clock) });

export const advanceClockAction = (seconds: number): Action => ({ call: clockCalls.advance(seconds) });
