/** Volumes of Compose services as volumes of a pod and their mounts. */
import type { Names } from './names';
import { DEFAULT_VOLUME, part } from './pod-parts';
import type { Part } from './pod-parts';
import type { Source } from './source';

interface Mount {
  readonly type: string;
  readonly from: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** The volumes of one pod, each declared once. */
export class PodVolumes {
  readonly volumes: Part[] = [];
  readonly #named = new Map<string, string>();
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  /** The name in the pod of what `key` stands for; declared at its first use. */
  declare(key: string, name: string, kind: Part): { readonly name: string; readonly isNew: boolean } {
    const known = this.#named.get(key);
    if (known !== undefined) return { name: known, isNew: false };
    const given = this.#names.give(name, 'volume');
    this.#named.set(key, given);
    this.volumes.push({ name: given, ...kind });
    return { name: given, isNew: true };
  }
}

const typeOf = (from: string): string => {
  if (from === '') return 'anonymous';
  return /^[./~]|^[A-Za-z]:[\\/]/.test(from) ? 'bind' : 'volume';
};

/** `data:/var/lib/data:ro`, `/etc/ssl:/ssl`, `/cache` */
function shortMount(source: Source): Mount | undefined {
  const text = source.text();
  if (text === undefined) return undefined;
  // The colon of a drive separates nothing.
  const drive = /^[A-Za-z]:(?=[\\/])/.exec(text)?.[0] ?? '';
  const [start = '', ...others] = text.slice(drive.length).split(':');
  const parts = [drive + start, ...others];
  const [first = '', second, mode = ''] = parts;
  if (parts.length > 3) return undefined;
  const target = second ?? first;
  const from = second === undefined ? '' : first;
  const flags = mode.split(',').filter((flag) => flag !== '' && flag !== 'rw' && flag !== 'ro');
  if (flags.length > 0) source.change(`the mount option ${flags.join(', ')} is left out`);
  return target === '' ? undefined : { type: typeOf(from), from, target, readOnly: mode.split(',').includes('ro') };
}

function longMount(source: Source): Mount | undefined {
  const type = source.get('type').text() ?? 'volume';
  const target = source.get('target').text();
  const from = source.get('source').text() ?? '';
  const readOnly = source.get('read_only').flag() ?? false;
  if (target === undefined) return undefined;
  return { type: type === 'volume' && from === '' ? 'anonymous' : type, from, target, readOnly };
}

function volumeOf(mount: Mount, source: Source, volumes: PodVolumes): string | undefined {
  switch (mount.type) {
    case 'volume': {
      const kind = { persistent: { type: 'root', size: DEFAULT_VOLUME } };
      const { name, isNew } = volumes.declare(`volume ${mount.from}`, mount.from, kind);
      if (isNew)
        source.change(`the volume is persistent, of ${DEFAULT_VOLUME} MiB, and holds its instance on one agent`);
      return name;
    }
    case 'bind': {
      if (mount.from.startsWith('/'))
        return volumes.declare(`bind ${mount.from}`, mount.from, { host: mount.from }).name;
      source.change(`${mount.from} lies beside the file and on no agent: an empty volume takes its place`);
      return volumes.declare(`bind ${mount.from}`, mount.from, {}).name;
    }
    case 'anonymous':
    case 'tmpfs':
      return volumes.declare(`${source.path} ${mount.target}`, mount.target, {}).name;
    default:
      source.drop(`volumes of type ${mount.type} have no counterpart`);
      return undefined;
  }
}

/** Mounts of one service. */
export function mountsOf(service: Source, volumes: PodVolumes): readonly Part[] {
  const targets = new Set<string>();
  const mounts = service
    .get('volumes')
    .items()
    .flatMap((source) => {
      const mount = source.isRecord ? longMount(source) : shortMount(source);
      if (mount === undefined) {
        source.drop('it is no volume that can be read');
        return [];
      }
      if (targets.has(mount.target)) {
        source.drop(`something is mounted at ${mount.target} already`);
        return [];
      }
      targets.add(mount.target);
      const name = volumeOf(mount, source, volumes);
      return name === undefined
        ? []
        : [part({ name, mountPath: mount.target, readOnly: mount.readOnly ? true : undefined })];
    });
  const tmpfs = service.get('tmpfs');
  const memory = (tmpfs.isList ? tmpfs.items() : tmpfs.exists ? [tmpfs] : []).flatMap((source) => {
    const [path] = source.text()?.split(':') ?? [];
    if (path === undefined || path === '' || targets.has(path)) return [];
    source.change('it is kept on the disk of the agent, not in memory');
    return [part({ name: volumes.declare(`${source.path} ${path}`, path, {}).name, mountPath: path })];
  });
  return [...mounts, ...memory];
}
