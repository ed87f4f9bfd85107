/** Service ports: one of its own for every port of an app that asks for any, unique in the whole tree (Marathon `GroupManagerImpl.assignDynamicServicePorts`). */
import { servicePortsOf, withServicePorts } from '../../../protocol/marathon/service-port';
import { LOCAL_PORT_MAX, LOCAL_PORT_MIN } from '../settings';
import { isApp } from './definition';
import type { Spec } from './definition';
import { liveRecord } from './run-spec-store';
import type { RunSpecStoreState } from './run-spec-store';

const asksForPort = (spec: Spec | undefined): boolean =>
  spec !== undefined && isApp(spec) && servicePortsOf(spec).includes(0);

/** An app keeps the ports it had; then the lowest free ones are taken. Once none is left, 0 stays. */
export const assignServicePorts = <Wanted extends { readonly id: string; readonly spec?: Spec }>(
  state: RunSpecStoreState,
  wanted: readonly Wanted[],
): readonly Wanted[] => {
  if (!wanted.some(({ spec }) => asksForPort(spec))) return wanted;
  const chosen = wanted.flatMap(({ spec }) => (spec !== undefined && isApp(spec) ? servicePortsOf(spec) : []));
  const taken = new Set(chosen);
  let next = LOCAL_PORT_MIN;
  const lowestFree = (): number => {
    while (taken.has(next) || state.servicePorts.has(next)) next++;
    if (next > LOCAL_PORT_MAX) return 0;
    taken.add(next);
    return next;
  };
  return wanted.map((each) => {
    const { id, spec } = each;
    if (spec === undefined || !isApp(spec) || !asksForPort(spec)) return each;
    const current = liveRecord(state, id)?.current;
    const fixed = new Set(servicePortsOf(spec));
    const had =
      current !== undefined && isApp(current) ? servicePortsOf(current).filter((port) => !fixed.has(port)) : [];
    return { ...each, spec: withServicePorts(spec, () => had.shift() ?? lowestFree()) };
  });
};
