/** Ids of instances, their tasks and executors, and the way back (Marathon `Instance.Id`, `Task.Id`). */
import { fromSafePath, toSafePath } from '../../../protocol/marathon/path-id';
import { joined } from '../../runtime/ids';

/** `shop_web.instance-<uuid>` */
export const instanceId = (runSpecId: string, uuid: string): string =>
  joined(toSafePath(runSpecId), '.instance-', uuid);

/** `<instanceId>.<container>.<incarnation>` */
export const taskId = (instance: string, container: string, incarnation: number): string =>
  joined(instance, '.', container, '.', String(incarnation));

/** `instance-shop_web.<uuid>` for `shop_web.instance-<uuid>` */
export const executorId = (instance: string): string => {
  const at = instance.lastIndexOf('.instance-');
  return joined('instance-', instance.slice(0, at), '.', instance.slice(at + '.instance-'.length));
};

/** The instance a task belongs to: container names and incarnations hold no dot. */
export const instanceOfTask = (task: string): string => {
  const end = task.lastIndexOf('.', task.lastIndexOf('.') - 1);
  return end === -1 ? task : task.slice(0, end);
};

const INSTANCE_ID = /^(.+)\.(instance-|marathon-)([^.]+)$/;

/** The pod an instance id names, or undefined when it is none. */
export const runSpecIdOfInstance = (instance: string): string | undefined => {
  const path = INSTANCE_ID.exec(instance)?.[1];
  return path === undefined ? undefined : fromSafePath(path);
};

/** Ids of tasks: an instance id, a container and an incarnation, or the older forms without the latter. */
export const isTaskId = (text: string): boolean => /^.+\.(instance-|marathon-)?[^.]+(\.[^.]+(\.\d+)?)?$/s.test(text);
