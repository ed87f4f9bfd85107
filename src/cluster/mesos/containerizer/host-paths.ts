/** Directories of an agent that host volumes name: they have to be there (Mesos `isolators/volume/host_path`). */
import type { VolumeMount } from '../../../protocol/mesos/task';

/** What stands at the root of an agent's files; what is below counts as existing. */
const AT_ROOT: ReadonlySet<string> = new Set(
  'bin boot data dcos dev etc home lib lib64 media mnt opt proc root run sbin srv sys tmp usr var'.split(' '),
);

const isMissing = (path: string): boolean => {
  const [, first = ''] = path.split('/');
  return path.startsWith('/') && first !== '' && !AT_ROOT.has(first);
};

/** Why a container can't have its host volumes; undefined: it can. A relative path is made in the executor's sandbox. */
export const hostPathFault = (mounts: readonly VolumeMount[]): string | undefined => {
  for (const { source } of mounts)
    if (source.type === 'HOST_PATH' && isMissing(source.path))
      return `Path '${source.path}' in HOST_PATH volume does not exist`;
  return undefined;
};
