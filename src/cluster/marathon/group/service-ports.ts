/** Service ports: one of its own for every port of an app that asks for any, unique in the whole tree (Marathon `GroupManagerImpl.assignDynamicServicePorts`). */
import { servicePortsOf, withServicePorts } from '../../../protocol/marathon/service-port';
import { LOCAL_PORT_MAX, LOCAL_PORT_MIN } from '../settings';
import { isApp } from './definition';
import type { Spec } from './definition';
import { liveRecord } from './run-spec-store';
import type { RunSpecStoreState } from './run-spec-store';

/** What a change wants of one service. `restored`: the spec is of an earlier time, when its ports were its own. */
interface Wanted {
  readonly id: string;
  readonly spec?: Spec;
  readonly restored?: boolean;
}

const portsOf = (spec: Spec): readonly number[] => (isApp(spec) ? servicePortsOf(spec) : []);

const asksForPort = (spec: Spec | undefined): boolean => spec !== undefined && portsOf(spec).includes(0);

/** Of the range Marathon gives ports from; others are asked for, and may be shared. */
const isGiven = (port: number): boolean => port >= LOCAL_PORT_MIN && port <= LOCAL_PORT_MAX;

/** Ports of a restored app that were given to others meanwhile are no longer its own. */
const withoutLost = <Each extends Wanted>(state: RunSpecStoreState, wanted: readonly Each[]): readonly Each[] => {
  if (!wanted.some(({ restored }) => restored === true)) return wanted;
  const touched = new Set(wanted.map(({ id }) => id));
  const taken = new Set([
    ...[...state.specs].flatMap(([id, { current, removed }]) => (removed || touched.has(id) ? [] : portsOf(current))),
    ...wanted.flatMap(({ spec, restored }) => (spec === undefined || restored === true ? [] : portsOf(spec))),
  ]);
  return wanted.map((each) => {
    const { spec, restored } = each;
    if (spec === undefined || !isApp(spec) || restored !== true) return each;
    return { ...each, spec: withServicePorts(spec, (port) => (isGiven(port) && taken.has(port) ? 0 : port)) };
  });
};

/** An app keeps the ports it had; then the lowest free ones are taken. Once none is left, 0 stays. */
export const assignServicePorts = <Each extends Wanted>(
  state: RunSpecStoreState,
  asked: readonly Each[],
): readonly Each[] => {
  const wanted = withoutLost(state, asked);
  if (!wanted.some(({ spec }) => asksForPort(spec))) return wanted;
  const taken = new Set(wanted.flatMap(({ spec }) => (spec === undefined ? [] : portsOf(spec))));
  let next = LOCAL_PORT_MIN;
  const lowestFree = (): number => {
    while (taken.has(next) || state.servicePorts.has(next)) next++;
    if (next > LOCAL_PORT_MAX) return 0;
    taken.add(next);
    return next;
  };
  return wanted.map((each) => {
    const { id, spec, restored } = each;
    if (spec === undefined || !isApp(spec) || !asksForPort(spec)) return each;
    const current = liveRecord(state, id)?.current;
    const fixed = new Set(servicePortsOf(spec));
    const had = current === undefined || restored === true ? [] : portsOf(current).filter((port) => !fixed.has(port));
    return { ...each, spec: withServicePorts(spec, (port) => (port === 0 ? (had.shift() ?? lowestFree()) : port)) };
  });
};
