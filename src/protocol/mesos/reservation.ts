/** Who holds resources: a role, or within it one dynamic reservation, told by its labels (Mesos `common/resources`). */
import type { Reservation, RoleResources } from './resources';

type Holder = Pick<RoleResources, 'role' | 'reservation'>;

const entriesOf = ({ labels }: Reservation): [string, string][] =>
  Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));

const words = new WeakMap<Reservation, string>();

/** In one word, whatever the order of the labels; '' for no reservation. */
const wordOf = (reservation: Reservation | undefined): string => {
  if (reservation === undefined) return '';
  let word = words.get(reservation);
  if (word === undefined) {
    word = JSON.stringify(entriesOf(reservation));
    words.set(reservation, word);
  }
  return word;
};

const isSameReservation = (a: Reservation | undefined, b: Reservation | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && wordOf(a) === wordOf(b));

/** Whether two entries are of one kind: their amounts add up. */
export const isSameHolder = (a: Holder, b: Holder): boolean =>
  a.role === b.role && isSameReservation(a.reservation, b.reservation);

/** The order of entries in a list: by role, within it what no reservation has first. */
export const byHolder = (a: Holder, b: Holder): number => {
  if (a.role !== b.role) return a.role < b.role ? -1 : 1;
  if (a.reservation === b.reservation) return 0;
  const [one, other] = [wordOf(a.reservation), wordOf(b.reservation)];
  return one < other ? -1 : Number(one > other);
};

/** The same amounts as nobody's: without reservation and volumes. */
export const unreserved = ({ cpus, mem, disk, gpus, ports }: RoleResources): RoleResources => ({
  role: '*',
  cpus,
  mem,
  disk,
  gpus,
  ports,
});
