/**
 * `dcos marathon debug …`: what waits in the launch queue and why. The Go client (dcos-core-cli `pkg/cmd/marathon/debug`)
 * and the older Python one (`dcoscli/tables.py`) print other tables.
 */
import { printJson, printList, printTable, type Command } from './command';
import { summaryColumns, summaryRows } from './debug-summary';
import { goJson, goTable } from './go-output';
import { DcosError, isPythonClient, type DcosIo } from './io';
import { at, listAt, type Json } from './json';
import { queuedId } from './pod-commands';
import { pythonText } from './python-json';
import type { Column } from './python-table';
import type { Arguments } from './usage';
import { goMarathon, jsonOf, readMarathon } from './wire';

const readQueue = async (io: DcosIo, path: string): Promise<readonly Json[]> =>
  listAt(isPythonClient(io) ? await readMarathon(io, path) : jsonOf(await goMarathon(io, 'GET', path)), 'queue');

const NONE = '---';

const left = (title: string, ...path: readonly string[]): Column<Json> => ({
  title,
  align: 'left',
  cell: (item) => at(item, ...path) ?? NONE,
});

const listColumns: readonly Column<Json>[] = [
  { title: 'ID', align: 'left', cell: queuedId },
  left('SINCE', 'since'),
  left('INSTANCES TO LAUNCH', 'count'),
  left('WAITING', 'delay', 'overdue'),
  left('PROCESSED OFFERS', 'processedOffersSummary', 'processedOffersCount'),
  left('UNUSED OFFERS', 'processedOffersSummary', 'unusedOffersCount'),
  left('LAST UNUSED OFFER', 'processedOffersSummary', 'lastUnusedOfferAt'),
  left('LAST USED OFFER', 'processedOffersSummary', 'lastUsedOfferAt'),
];

/** `ok` unless an offer was refused for this reason. */
const verdict = (reason: string) => (offer: Json) => (listAt(offer, 'reason').includes(reason) ? '-' : 'ok');

const detailColumns: readonly Column<Json>[] = [
  left('HOSTNAME', 'offer', 'hostname'),
  { title: 'ROLE', cell: verdict('UnfulfilledRole') },
  { title: 'CONSTRAINTS', cell: verdict('UnfulfilledConstraint') },
  { title: 'CPUS', cell: verdict('InsufficientCpus') },
  { title: 'MEM', cell: verdict('InsufficientMemory') },
  { title: 'DISK', cell: verdict('InsufficientDisk') },
  { title: 'PORTS', cell: verdict('InsufficientPorts') },
  { title: 'SCARCE', cell: verdict('DeclinedScarceResources') },
  left('RECEIVED', 'timestamp'),
];

/** Go writes `true` where Python writes `True`. */
const goText = (value: Json | undefined): string =>
  typeof value === 'boolean' ? String(value) : pythonText(value ?? '');

const printGoTable = (io: DcosIo, columns: readonly Column<Json>[], rows: readonly Json[]): void =>
  io.stdout(
    goTable(
      columns.map(({ title }) => title),
      rows.map((row) => columns.map(({ cell }) => goText(cell(row)))),
    ),
  );

/** One item of the queue, with the offers that did not match. @throws DcosError `missing` when it is not there */
const readItem = async (io: DcosIo, given: Arguments, missing: (id: string) => string): Promise<Json> => {
  const id = given.one('<id>');
  const queue = await readQueue(io, 'v2/queue?embed=lastUnusedOffers');
  const item = queue.find((one) => queuedId(one) === id);
  if (item === undefined) throw new DcosError(missing(id));
  return item;
};

const printItem = (io: DcosIo, item: Json): void =>
  isPythonClient(io) ? printJson(io, item) : io.stdout(`${goJson(item)}\n`);

export const debugCommands: readonly Command[] = [
  {
    usage: 'marathon debug details [--json] <id>',
    says: 'Show which offers were refused for a waiting app or pod, and why.',
    run: async (io, given) => {
      const item = await readItem(io, given, (id) =>
        isPythonClient(io)
          ? `Couldn't find app ${id} in Marathon queue`
          : `Error: couldn't find app ${id} in Marathon queue`,
      );
      const offers = listAt(item, 'lastUnusedOffers');
      if (given.flag('--json')) printItem(io, item);
      else if (isPythonClient(io)) printTable(io, detailColumns, offers, 'HOSTNAME');
      else printGoTable(io, detailColumns, offers);
    },
  },
  {
    usage: 'marathon debug list [--json]',
    says: 'List the apps and pods that wait for offers.',
    run: async (io, given) => {
      const queue = await readQueue(io, 'v2/queue');
      if (isPythonClient(io)) printList(io, given, listColumns, queue, 'ID');
      else if (given.flag('--json')) io.stdout(`${goJson({ queue })}\n`);
      else
        printGoTable(
          io,
          listColumns,
          queue.toSorted((one, other) => ((queuedId(one) ?? '') < (queuedId(other) ?? '') ? -1 : 1)),
        );
    },
  },
  {
    usage: 'marathon debug summary [--json] <id>',
    says: 'Show how many offers fit a waiting app or pod, resource by resource.',
    run: async (io, given) => {
      const item = await readItem(io, given, () =>
        isPythonClient(io) ? 'No apps found in Marathon queue' : 'Error: no apps found in Marathon queue',
      );
      if (given.flag('--json')) printItem(io, item);
      else printTable(io, summaryColumns, summaryRows(item));
    },
  },
];
