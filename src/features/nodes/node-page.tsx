/** One agent: what it has, what it is, and what runs on it. */
import type { Agent } from '../../api/client/mesos';
import { Badge } from '../../ui/badge';
import { EmptyState } from '../../ui/empty-state';
import { ErrorPanel } from '../../ui/error-panel';
import { LinkButton } from '../../ui/link-button';
import { Loading } from '../../ui/loading';
import { Panel } from '../../ui/panel';
import { RelativeTime } from '../shared/relative-time';
import type { ResourceKind } from '../shared/resource-text';
import { NodeInstances } from './node-instances';
import styles from './node-page.module.css';
import type { NodeRow } from './node-row';
import { Usage } from './usage';
import { useNodes } from './use-nodes';

const kinds: readonly (readonly [ResourceKind, string])[] = [
  ['cpus', 'CPU'],
  ['mem', 'Memory'],
  ['disk', 'Disk'],
  ['gpus', 'GPU'],
];

function Resources({ agent }: { agent: Agent }) {
  return (
    <dl className={styles['resources']}>
      {kinds.map(([kind, name]) => (
        <div key={kind}>
          <dt>{name}</dt>
          <dd>
            <Usage kind={kind} agent={agent} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Facts({ row }: { row: NodeRow }) {
  const { agent, region, zone } = row;
  const facts: readonly (readonly [string, string])[] = [
    ['Region', region],
    ['Zone', zone],
    ['Agent ID', agent.id],
    ['Ports', agent.resources.ports ?? ''],
    ...Object.entries(agent.attributes).map(([name, value]) => [name, String(value)] as const),
  ];
  return (
    <dl className={styles['facts']}>
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function NoNode({ agentId }: { agentId: string }) {
  return (
    <EmptyState page icon="nodes" title="Agent not found" actions={<LinkButton to="/nodes">To the nodes</LinkButton>}>
      No agent with the ID {agentId} is registered. It may have left the cluster, or be out of reach.
    </EmptyState>
  );
}

export function NodePage({ agentId }: { agentId: string }) {
  const { rows, services, error, retry } = useNodes();
  if (error) return <ErrorPanel title="The agents can’t be read" message={error.message} onRetry={retry} />;
  if (!rows) return <Loading label="node" rows={6} />;
  const row = rows.find(({ id }) => id === agentId);
  if (!row) return <NoNode agentId={agentId} />;
  const { word, tone, glyph, sentence } = row.status;
  return (
    <div className={styles['page']}>
      <div className={styles['head']}>
        <h1>{row.host}</h1>
        <Badge tone={tone} glyph={glyph}>
          {word}
        </Badge>
        <span className={styles['since']}>
          registered <RelativeTime at={new Date(row.agent.registered_time * 1000).toISOString()} />
        </span>
        {word !== 'Active' && <p className={styles['sentence']}>{sentence}</p>}
      </div>
      <div className={styles['resourcePanel']}>
        <Panel title="Resources">
          <Resources agent={row.agent} />
        </Panel>
      </div>
      <Panel title="Tasks">
        <NodeInstances agentId={agentId} services={services} />
      </Panel>
      <Panel title="Attributes">
        <Facts row={row} />
      </Panel>
    </div>
  );
}
