/** `/v2/leader`: who leads, and stepping down (Marathon `api/v2/LeaderResource`, `core/election`). There is one Marathon: it is elected again. */
import { message } from '../../../protocol/marathon/error';
import { millis } from '../../../protocol/units';
import type { HttpAnswer, HttpHandler } from '../../runtime/http';
import type { MarathonCore } from '../core';
import type { MarathonTimer } from '../timer';
import { notAllowed, ok, refuse } from './answers';

export const LEADER = '10.0.0.5:8080';
/** So that the answer to the request still gets out. */
const LEAVES_AFTER = millis(500);
const ELECTION_TAKES = millis(5000);

const abdicate = ({ runtime }: MarathonCore): HttpAnswer => {
  runtime.send({ to: 'marathon', kind: 'LEADER_LEAVES' }, LEAVES_AFTER);
  return ok(message('Leadership abdicated'));
};

export const leaderResource =
  (core: MarathonCore): HttpHandler =>
  ({ method, path }) => {
    if (path !== '/v2/leader') return undefined;
    if (method !== 'GET' && method !== 'DELETE') return notAllowed('GET', 'HEAD', 'DELETE', 'OPTIONS');
    if (!core.state.leading) return refuse(404, message('There is no leader'));
    return method === 'GET' ? ok({ leader: LEADER }) : abdicate(core);
  };

/** Without a leader nobody answers for the cluster; a Marathon itself is still there. */
export const needsLeader = (path: string): boolean => !/^\/(ping|metrics|v2\/(leader|info))$/.test(path);

/** The leader leaves, and is elected again a little later. */
export const onLeaderTimer = (
  core: MarathonCore,
  { kind }: Extract<MarathonTimer, { kind: `LEADER_${string}` }>,
): void => {
  const { bus, runtime, state } = core;
  const master = '10.0.0.5:5050';
  state.leading = kind === 'LEADER_ELECTED';
  if (state.leading) return bus.publish({ eventType: 'scheduler_reregistered_event', master });
  bus.publish({ eventType: 'scheduler_disconnected_event' });
  return runtime.send({ to: 'marathon', kind: 'LEADER_ELECTED' }, ELECTION_TAKES);
};
