/** Everything that is ever delivered in a world. */
import type { SchedulerCall, SchedulerEvent } from '../protocol/mesos/scheduler';
import type { FaultTimer } from './faults/faults-state';
import type { MarathonEntry } from './marathon/marathon';
import type { MesosEntry } from './mesos/mesos';

export type ClusterEntry = MarathonEntry | MesosEntry | SchedulerCall | SchedulerEvent | FaultTimer;
