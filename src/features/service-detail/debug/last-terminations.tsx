/** The failures Marathon remembers, newest first: when, which instance, which container ended how. Of apps it is the last one. */
import { useState } from 'react';
import type { Service } from '../../../api/client/service';
import type { ContainerTerminationHistory, TerminationHistory } from '../../../protocol/marathon/pod-status';
import { Button } from '../../../ui/button';
import { containerStatus } from '../../shared/instance-status';
import { RelativeTime } from '../../shared/relative-time';
import { StatusBadge } from '../../shared/status-badge';
import { shortId } from '../instances/instance-rows';
import styles from './debug-tab.module.css';

/** The newest say most; the rest on demand. */
const SHOWN_AT_FIRST = 5;

/** The container's name out of its task's id: `<instance>.<container>` or `<instance>.<container>.<incarnation>`. */
const containerName = ({ containerId }: ContainerTerminationHistory, instanceId: string): string => {
  const rest = containerId.startsWith(`${instanceId}.`) ? containerId.slice(instanceId.length + 1) : containerId;
  return rest.replace(/\.\d+$/, '');
};

interface ContainerEndProps {
  readonly entry: TerminationHistory;
  readonly container: ContainerTerminationHistory;
  /** The first row of an entry tells when and which instance, for all its rows. */
  readonly first: boolean;
  /** Of a task nothing is remembered but how it ended. */
  readonly flat: boolean;
}

const ContainerEnd = ({ entry, container, first, flat }: ContainerEndProps) => {
  const { lastKnownState = 'TASK_UNKNOWN', termination } = container;
  const status = containerStatus({
    status: lastKnownState,
    conditions: [],
    ...(termination === undefined ? {} : { termination }),
  });
  const rows = entry.containers.length;
  return (
    <tr>
      {first && (
        <>
          <th scope="rowgroup" rowSpan={rows}>
            <RelativeTime at={entry.terminatedAt} focusable={false} />
          </th>
          <td rowSpan={rows}>
            <code title={entry.instanceID}>{shortId(entry.instanceID)}</code>
          </td>
          {!flat && (
            <td rowSpan={rows}>
              <RelativeTime at={entry.startedAt} focusable={false} />
            </td>
          )}
        </>
      )}
      {!flat && <td>{containerName(container, entry.instanceID)}</td>}
      <td>
        <StatusBadge status={status} />
      </td>
      {!flat && <td className={styles['number']}>{termination?.exitCode ?? '–'}</td>}
      <td className={styles['message']}>{termination?.message ?? entry.message ?? '–'}</td>
    </tr>
  );
};

const columnsOf = (flat: boolean): readonly string[] =>
  flat
    ? ['Ended', 'Instance', 'Last state', 'Message']
    : ['Ended', 'Instance', 'Started', 'Container', 'Last state', 'Code', 'Message'];

export const LastTerminations = ({ service }: { readonly service: Service }) => {
  const [all, setAll] = useState(false);
  const history = service.terminationHistory;
  const flat = service.app !== undefined;
  if (history.length === 0) return <p className={styles['quiet']}>No instance of this service has failed.</p>;
  const shown = all ? history : history.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <div className={styles['scroll']} tabIndex={0} role="group" aria-label="Terminations">
        <table className={styles['table']}>
          <thead>
            <tr>
              {columnsOf(flat).map((column) => (
                <th key={column} scope="col" className={column === 'Code' ? styles['number'] : undefined}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          {shown.map((entry) => (
            <tbody key={`${entry.instanceID} ${entry.terminatedAt}`}>
              {entry.containers.map((container, index) => (
                <ContainerEnd
                  key={container.containerId}
                  entry={entry}
                  container={container}
                  first={index === 0}
                  flat={flat}
                />
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {shown.length < history.length && <Button onClick={() => setAll(true)}>{`Show all ${history.length}`}</Button>}
    </>
  );
};
