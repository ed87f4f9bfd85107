/** What one container and one pod instance are doing, in the words of the screen. */
import type { ContainerStatus, PodInstanceStatus } from '../../protocol/marathon/pod-status';
import type { TaskState } from '../../protocol/mesos/task';
import type { Status, StatusWord } from './status-words';
import { status } from './status-words';
import { parseTime, spanText } from './time-text';

/** Health of a container with a health check, as Mesos reported it; `unchecked` has none. */
export type Health = 'healthy' | 'unhealthy' | 'unknown' | 'unchecked';

export const containerHealth = ({ conditions }: Pick<ContainerStatus, 'conditions'>): Health => {
  const condition = conditions.find(({ name }) => name === 'healthy');
  if (condition === undefined) return 'unchecked';
  if (condition.value === 'true') return 'healthy';
  return condition.reason === 'health-unreported-by-mesos' ? 'unknown' : 'unhealthy';
};

const TASK_WORDS: Readonly<Record<TaskState, StatusWord>> = {
  TASK_STAGING: 'Staging',
  TASK_STARTING: 'Staging',
  TASK_RUNNING: 'Running',
  TASK_KILLING: 'Deleting',
  TASK_FINISHED: 'Finished',
  TASK_FAILED: 'Failed',
  TASK_KILLED: 'Killed',
  TASK_ERROR: 'Failed',
  TASK_LOST: 'Failed',
  TASK_DROPPED: 'Failed',
  TASK_UNREACHABLE: 'Unreachable',
  TASK_GONE: 'Failed',
  TASK_GONE_BY_OPERATOR: 'Failed',
  TASK_UNKNOWN: 'Failed',
};

const TASK_SENTENCES: Readonly<Record<TaskState, string>> = {
  TASK_STAGING: 'being prepared on its agent',
  TASK_STARTING: 'starting',
  TASK_RUNNING: 'running',
  TASK_KILLING: 'asked to stop',
  TASK_FINISHED: 'ended',
  TASK_FAILED: 'failed',
  TASK_KILLED: 'killed',
  TASK_ERROR: 'refused by Mesos',
  TASK_LOST: 'lost',
  TASK_DROPPED: 'never reached its agent',
  TASK_UNREACHABLE: 'its agent is not heard of',
  TASK_GONE: 'gone with its agent',
  TASK_GONE_BY_OPERATOR: 'gone: its agent was marked gone',
  TASK_UNKNOWN: 'unknown to Mesos',
};

/** `exited with status 1: out of memory`, or what the state alone says. */
const endText = ({
  status: state,
  termination,
  message,
}: Pick<ContainerStatus, 'status' | 'termination' | 'message'>): string => {
  const why = termination?.message ?? message;
  const what =
    termination?.exitCode === undefined ? TASK_SENTENCES[state] : `exited with status ${termination.exitCode}`;
  return why === undefined || why === '' ? what : `${what}: ${why}`;
};

/** One container's word and sentence. A running container that fails its health check is Degraded. */
export const containerStatus = (
  container: Pick<ContainerStatus, 'status' | 'conditions' | 'termination' | 'message'>,
): Status => {
  if (container.status === 'TASK_RUNNING') {
    const health = containerHealth(container);
    if (health === 'unhealthy') return status('Degraded', 'running, but its health check fails');
    return status('Running', health === 'unknown' ? 'running; no health result yet' : 'running');
  }
  return status(TASK_WORDS[container.status], endText(container));
};

/** How bad an end is: the worst container names the end of its instance. */
const ENDS: readonly StatusWord[] = ['Failed', 'Deleting', 'Killed', 'Finished'];

const ended = (containers: readonly ContainerStatus[]): Status => {
  const all = containers.map((container) => ({ name: container.name, ...containerStatus(container) }));
  for (const word of ENDS) {
    const found = all.filter((each) => each.word === word);
    const [first] = found;
    if (first !== undefined)
      return status(
        word,
        found.length === all.length && word !== 'Failed' ? first.sentence : `${first.name} ${first.sentence}`,
      );
  }
  return status('Deleting', 'stopping');
};

const names = (containers: readonly ContainerStatus[]): string => containers.map(({ name }) => name).join(', ');

/** Why a check fails, where that is told: Mesos tells none. */
export const causeText = ([first]: readonly Pick<ContainerStatus, 'conditions'>[]): string => {
  const reason = first?.conditions.find(({ name }) => name === 'healthy')?.reason ?? '';
  return reason === '' || reason.startsWith('health-') ? '' : `: ${reason}`;
};

const unhealthyText = (containers: readonly ContainerStatus[]): string => {
  const failing = containers.filter((each) => containerHealth(each) === 'unhealthy');
  const whose = (some: readonly ContainerStatus[]): string => (containers.length === 1 ? '' : ` of ${names(some)}`);
  if (failing.length > 0) return `health check${whose(failing)} fails${causeText(failing)}`;
  const open = containers.filter((each) => containerHealth(each) === 'unknown');
  return open.length > 0
    ? `waiting for the first health result${whose(open)}`
    : 'at least one container is not healthy';
};

/** Whether Marathon counts the instance as cut off from its agent. */
export const isUnreachable = ({
  status: state,
  containers,
}: Pick<PodInstanceStatus, 'status' | 'containers'>): boolean =>
  state === 'DEGRADED' && containers.some((container) => container.status === 'TASK_UNREACHABLE');

/** One instance's word and sentence. `now` is virtual milliseconds; `delaySeconds` is the pod's back-off, if it runs. */
export const instanceStatus = (instance: PodInstanceStatus, now: number, delaySeconds = 0): Status => {
  const { status: state, containers, agentHostname } = instance;
  const where = agentHostname === undefined ? '' : ` on ${agentHostname}`;
  switch (state) {
    case 'PENDING':
      if (containers.some((each) => each.status === 'TASK_STAGING'))
        return status('Staging', `launched${where}, not heard of yet`);
      return delaySeconds > 0
        ? status('Delayed', `its last run failed; next try in ${delaySeconds} s`)
        : status('Waiting', 'waiting for an offer that fits');
    case 'STAGING': {
      const open = containers.filter((each) => each.status === 'TASK_STAGING' || each.status === 'TASK_STARTING');
      return status('Staging', `starting ${names(open) || 'its containers'}${where}`);
    }
    case 'STABLE':
      return status(
        'Running',
        `${containers.length === 1 ? 'its container is' : `${containers.length} containers are`} up${where}`,
      );
    case 'DEGRADED': {
      if (!isUnreachable(instance)) return status('Degraded', unhealthyText(containers));
      const since = parseTime(instance.statusSince);
      const span = since === undefined || now === 0 ? '' : ` for ${spanText(now - since)}`;
      return status('Unreachable', `agent ${agentHostname ?? 'unknown'} not heard of${span}`);
    }
    case 'TERMINAL':
      return ended(containers);
  }
};
