/** What will happen, before it is run: tried on a copy of the cluster, told agent by agent and step by step. */
import { useQuery } from '@tanstack/react-query';
import type { ServiceKind } from '../../../api/client/service';
import { forecastQuery } from '../../../api/queries/forecast';
import type { Fix } from '../../../protocol/simulation/fix';
import type { Forecast, ForecastAgent, RefusedForecast, RunForecast } from '../../../protocol/simulation/forecast';
import { Banner } from '../../../ui/banner';
import { Button } from '../../../ui/button';
import { Loading } from '../../../ui/loading';
import { Panel } from '../../../ui/panel';
import { listAt, textAt } from '../json-value';
import type { FormEdit } from '../pod-draft';
import { failsForEver, outcomeText, stepLines } from './forecast-words';
import styles from './forecast-panel.module.css';

interface ForecastPanelProps {
  readonly kind: ServiceKind;
  /** As it would be sent. */
  readonly definition: unknown;
  /** Of the service that is changed. */
  readonly existing: string | undefined;
  readonly onFix: (...edits: readonly FormEdit[]) => void;
}

export function ForecastPanel({ kind, definition, existing, onFix }: ForecastPanelProps) {
  const wish = { kind, definition, ...(existing !== undefined && { service: existing }) };
  const { data, error, refetch, isFetching } = useQuery(forecastQuery(wish));
  // A real cluster can't be copied, so nobody can tell.
  if (data === null) return null;
  const again = (
    <Button variant="quiet" busy={isFetching} onClick={() => void refetch()}>
      Look again
    </Button>
  );
  return (
    <Panel title="What will happen" actions={data ? again : undefined}>
      {error !== null && <Banner tone="bad" actions={again}>{`It could not be tried out: ${error.message}`}</Banner>}
      {error === null && data === undefined && <Loading label="what will happen" rows={3} />}
      {error === null && data !== undefined && <Told forecast={data} editing={existing !== undefined} onFix={onFix} />}
    </Panel>
  );
}

type ToldProps = Pick<ForecastPanelProps, 'onFix'> & { readonly forecast: Forecast; readonly editing: boolean };

function Told({ forecast, editing, onFix }: ToldProps) {
  if (forecast.verdict === 'refused') return <Banner tone="wait">{refusalText(forecast)}</Banner>;
  const { agents, end } = forecast;
  return (
    <div className={styles['told']}>
      <Banner tone={end === 'done' ? 'good' : 'wait'}>{outcomeText(forecast)}</Banner>
      <WhyWaiting forecast={forecast} onFix={onFix} />
      {agents.length > 0 && <Agents agents={agents} editing={editing} />}
      <Steps forecast={forecast} />
      <p className={styles['note']}>
        Tried on a copy of the cluster as it is now; what others do meanwhile may change it.
      </p>
    </div>
  );
}

function refusalText({ status, body }: RefusedForecast): string {
  const message = textAt(body, ['message']);
  const details = listAt(body, ['details']).map(
    (detail) => `${textAt(detail, ['path'])} ${listAt(detail, ['errors']).join(', ')}`,
  );
  if (status === 409 && listAt(body, ['deployments']).length > 0)
    return 'Another deployment holds this service just now: what will happen can be told once it is over.';
  return `The cluster would refuse it: ${[message, ...details].join('; ')}`;
}

function WhyWaiting({ forecast, onFix }: Pick<ForecastPanelProps, 'onFix'> & { readonly forecast: RunForecast }) {
  const { scheduling } = forecast;
  // Whoever fails finds a place each time: that is not what keeps it from running.
  if (scheduling === null || failsForEver(forecast)) return null;
  return (
    <>
      <p>{scheduling.summary.sentence}</p>
      {scheduling.fixes.length > 0 && (
        <ul className={styles['fixes']} aria-label="What would help">
          {scheduling.fixes.map((fix) => (
            <li key={fix.sentence}>
              <span>{fix.sentence}</span>
              {fix.kind !== 'agent' && <Button onClick={() => onFix(...editsOf(fix))}>Apply</Button>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const editsOf = (fix: Exclude<Fix, { kind: 'agent' }>): readonly FormEdit[] =>
  fix.edits.map(({ path, to }) => ({ path: [...path], value: to }));

/** More would push everything else off the screen. */
const LISTED = 12;

function Agents({ agents, editing }: { readonly agents: readonly ForecastAgent[]; readonly editing: boolean }) {
  const zoned = agents.some(({ zone }) => zone !== null);
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label="Agents it will run on">
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Agent</th>
            {zoned && <th scope="col">Zone</th>}
            {editing && <th scope="col">Instances now</th>}
            <th scope="col">{editing ? 'Instances then' : 'Instances'}</th>
          </tr>
        </thead>
        <tbody>
          {agents.slice(0, LISTED).map(({ agentId, hostname, zone, before, after }) => (
            <tr key={agentId}>
              <td>{hostname}</td>
              {zoned && <td>{zone}</td>}
              {editing && <td>{before}</td>}
              <td>{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {agents.length > LISTED && <p>{`and ${agents.length - LISTED} more agents`}</p>}
    </div>
  );
}

function Steps({ forecast }: { readonly forecast: RunForecast }) {
  const lines = stepLines(forecast);
  if (lines.length === 0) return null;
  return (
    <details className={styles['steps']}>
      <summary>{`Step by step (${lines.length + forecast.moreSteps})`}</summary>
      <ol>
        {lines.map(({ key, after, text }) => (
          <li key={key}>
            <span className={styles['after']}>{after}</span>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      {forecast.moreSteps > 0 && <p>{`and ${forecast.moreSteps} more steps`}</p>}
    </details>
  );
}
