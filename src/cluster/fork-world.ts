/** A second world that begins as another one is: for looking ahead. */
import { newRecordState } from './record/record-state';
import { copyPending } from './runtime/event-queue';
import { fork } from './runtime/fork';
import type { Entry, RuntimeState } from './runtime/runtime';
import { buildWorld, type Onlooker, type World } from './world';

/** A floor of its own that goes on from the same point; what waits is shared, as entries never change. */
const forkRuntime = <E extends Entry>({ moments, streams, ...rest }: RuntimeState<E>): RuntimeState<E> => ({
  ...rest,
  ...copyPending({ moments }),
  streams: new Map([...streams].map(([name, stream]) => [name, { ...stream }])),
});

/** A world of its own that begins as this one is; this one must rest while it is used. Far cheaper than a snapshot. */
export const forkWorld = ({ state }: World, onEntry?: Onlooker): World => {
  const { runtime, mesos, record: _past, ...rest } = state;
  const { specs, ...parts } = mesos;
  // Entries on their way and descriptions of machines never change, so both worlds may hold them; nobody acts by the record.
  return buildWorld(
    {
      ...fork(rest),
      runtime: forkRuntime(runtime),
      mesos: { ...fork(parts), specs: [...specs] },
      record: newRecordState(),
    },
    onEntry,
  );
};
