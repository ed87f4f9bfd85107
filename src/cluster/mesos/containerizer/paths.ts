/** Where an agent keeps sandboxes (Mesos `slave/paths`). */

/** `--work_dir` of DC/OS's agents. */
export const WORK_DIR = '/var/lib/mesos/slave';
/** What a container on an image sees of its sandbox (`--sandbox_directory`). */
export const SANDBOX_IN_IMAGE = '/mnt/mesos/sandbox';

interface Run {
  readonly agentId: string;
  readonly frameworkId: string;
  readonly executorId: string;
  /** Of the executor, or `<executor>.<child>`. */
  readonly containerId: string;
}

/** The sandbox directory of an executor or of a container below it. */
export const sandboxPath = ({ agentId, frameworkId, executorId, containerId }: Run): string => {
  const [run = '', ...children] = containerId.split('.');
  const parts = ['slaves', agentId, 'frameworks', frameworkId, 'executors', executorId, 'runs', run];
  return [WORK_DIR, ...parts, ...children.flatMap((child) => ['containers', child])].join('/');
};

/** The directory of a persistent volume: no part of any sandbox, so that it outlives them. */
export const volumePath = (role: string, volumeId: string): string => `${WORK_DIR}/volumes/roles/${role}/${volumeId}`;

/** A secret as a file: in memory, and only while its container runs. @param source its path in the store */
export const secretPath = (source: string): string => `/var/run/mesos/.secret/${source}`;
