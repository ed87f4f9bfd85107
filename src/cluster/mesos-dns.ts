/** Mesos-DNS as far as clients ask it (`/mesos_dns/v1/hosts/<name>`): where the one master and the one Marathon are. */
import type { HttpAnswer } from './runtime/http';

const LEADER = '10.0.0.5';
const NAMES: ReadonlySet<string> = new Set(['leader.mesos', 'master.mesos', 'marathon.mesos']);

/** `undefined` for other paths. A name nobody has is an empty host, as in Mesos-DNS `resolver`. */
export const answerDns = (path: string): HttpAnswer | undefined => {
  const name = /^\/mesos_dns\/v1\/hosts\/([^/]+?)\.?$/.exec(path)?.[1];
  if (name === undefined) return undefined;
  return { status: 200, json: [NAMES.has(name) ? { host: `${name}.`, ip: LEADER } : { host: '', ip: '' }] };
};
