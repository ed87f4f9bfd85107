/** The flags of `docker run`: how each is written, and what it is in a Compose file. */

type Shape = 'value' | 'switch';

/** Where a flag's value goes: a field, an item of a list, a member of a map; or nowhere, with the reason. */
export type FlagRule =
  | { readonly shape: Shape; readonly to: 'field' | 'list'; readonly path: readonly string[] }
  | { readonly shape: Shape; readonly to: 'nowhere'; readonly reason: string };

const field = (...path: readonly string[]): FlagRule => ({ shape: 'value', to: 'field', path });
const list = (...path: readonly string[]): FlagRule => ({ shape: 'value', to: 'list', path });
const on = (...path: readonly string[]): FlagRule => ({ shape: 'switch', to: 'field', path });
const lost = (shape: Shape, reason: string): FlagRule => ({ shape, to: 'nowhere', reason });

const NO_COUNTERPART = 'it has no counterpart in a pod';

const LONG: ReadonlyMap<string, FlagRule> = new Map<string, FlagRule>([
  ['publish', list('ports')],
  ['expose', list('expose')],
  ['env', list('environment')],
  ['label', list('labels')],
  ['volume', list('volumes')],
  ['mount', list('mounts')],
  ['tmpfs', list('tmpfs')],
  ['name', field('name')],
  ['entrypoint', field('entrypoint')],
  ['user', field('user')],
  ['memory', field('mem_limit')],
  ['memory-reservation', field('mem_reservation')],
  ['cpus', field('cpus')],
  ['shm-size', field('shm_size')],
  ['stop-timeout', field('stop_grace_period')],
  ['network', field('network_mode')],
  ['net', field('network_mode')],
  ['restart', field('restart')],
  ['pull', field('pull_policy')],
  ['gpus', field('gpus')],
  ['health-cmd', field('healthcheck', 'test')],
  ['health-interval', field('healthcheck', 'interval')],
  ['health-timeout', field('healthcheck', 'timeout')],
  ['health-retries', field('healthcheck', 'retries')],
  ['health-start-period', field('healthcheck', 'start_period')],
  ['no-healthcheck', on('healthcheck', 'disable')],
  ['tty', on('tty')],
  ['detach', lost('switch', 'a pod always runs in the background')],
  ['rm', lost('switch', 'what an instance leaves behind is cleaned up anyway')],
  ['interactive', lost('switch', 'nobody is at the other end of a pod')],
  ['init', lost('switch', 'the executor already looks after processes')],
  ['privileged', lost('switch', NO_COUNTERPART)],
  ['read-only', lost('switch', NO_COUNTERPART)],
  ['publish-all', lost('switch', 'name each port')],
  ['oom-kill-disable', lost('switch', NO_COUNTERPART)],
  ['sig-proxy', lost('switch', NO_COUNTERPART)],
  ['quiet', lost('switch', NO_COUNTERPART)],
  ['env-file', lost('value', 'the file is not at hand: give its variables')],
  ['workdir', lost('value', 'a container starts in its sandbox; use cd in its command')],
  ['hostname', lost('value', 'the host name is given by the network')],
  ['link', lost('value', 'containers of a pod meet on localhost')],
]);

export const SHORT: ReadonlyMap<string, string> = new Map([
  ['p', 'publish'],
  ['e', 'env'],
  ['l', 'label'],
  ['v', 'volume'],
  ['u', 'user'],
  ['m', 'memory'],
  ['t', 'tty'],
  ['d', 'detach'],
  ['i', 'interactive'],
  ['P', 'publish-all'],
  ['q', 'quiet'],
  ['w', 'workdir'],
  ['h', 'hostname'],
  ['c', 'cpu-shares'],
  ['a', 'attach'],
]);

/** A flag nobody knows takes a value: most do. */
export const ruleOf = (name: string): FlagRule => LONG.get(name) ?? lost('value', NO_COUNTERPART);
