/** The last offer of each agent that did not fit: every requirement met or not, and by how much it fell short. */
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { PodAnswer } from '../../../protocol/marathon/pod';
import type { UnusedOffer } from '../../../protocol/marathon/queue';
import { Button } from '../../../ui/button';
import { cx } from '../../../ui/class-names';
import { Glyph } from '../../../ui/glyph';
import type { OfferView, Requirement, RequirementName } from '../../shared/offer-requirements';
import { viewOffer } from '../../shared/offer-requirements';
import { RelativeTime } from '../../shared/relative-time';
import { byCloseness, isSilent, reasonWords } from '../../shared/waiting-reason';
import styles from './debug-tab.module.css';

/** A thousand agents are a table nobody reads: the closest come first, the rest on demand. */
const SHOWN_AT_FIRST = 25;

const headings: Readonly<Record<RequirementName, string>> = {
  role: 'Role',
  constraints: 'Constraints',
  cpus: 'CPUs',
  mem: 'Memory',
  disk: 'Disk',
  gpus: 'GPUs',
  ports: 'Ports',
};

/** Columns that say something: what is asked for, or what some offer failed. */
const columnsOf = (views: readonly OfferView[]): readonly RequirementName[] => {
  const names: readonly RequirementName[] = ['role', 'constraints', 'cpus', 'mem', 'disk', 'gpus', 'ports'];
  const says = ({ met, asked }: Requirement) => !met || (asked !== 'none' && asked !== '0');
  return names.filter((name) =>
    views.some(({ requirements }) => requirements.some((each) => each.name === name && says(each))),
  );
};

const RequirementCell = ({ requirement }: { readonly requirement: Requirement }) => {
  const { met, asked, offered, missing } = requirement;
  const words = met ? 'met' : missing === undefined ? 'not met' : `${missing} short`;
  return (
    <td title={`Asked for: ${asked}. Offered: ${offered}.`}>
      <span className={styles['requirement']}>
        <Glyph shape={met ? 'tick' : 'cross'} tone={met ? 'good' : 'bad'} />
        <span>
          <span className={styles['offered']}>{offered}</span>
          <span className={cx(styles['verdict'], !met && styles['unmet'])}>{words}</span>
        </span>
      </span>
    </td>
  );
};

const OfferRow = ({ view, columns }: { readonly view: OfferView; readonly columns: readonly RequirementName[] }) => {
  const others = view.reasons.filter(
    (reason) =>
      reason === 'AgentMaintenance' ||
      reason === 'NoCorrespondingReservationFound' ||
      reason === 'DeclinedScarceResources',
  );
  return (
    <tr>
      <th scope="row">
        <Link to="/nodes/$agentId" params={{ agentId: view.agentId }}>
          {view.hostname}
        </Link>
        {(others.length > 0 || isSilent(view)) && (
          <span className={cx(styles['verdict'], styles['unmet'])}>
            {isSilent(view) ? 'No reason told' : others.map((reason) => reasonWords[reason]).join(', ')}
          </span>
        )}
      </th>
      {columns.map((name) => {
        const requirement = view.requirements.find((each) => each.name === name);
        return requirement === undefined ? <td key={name} /> : <RequirementCell key={name} requirement={requirement} />;
      })}
      <td className={styles['number']}>
        <RelativeTime at={view.at} focusable={false} />
      </td>
    </tr>
  );
};

export const OfferTable = ({ offers, spec }: { readonly offers: readonly UnusedOffer[]; readonly spec: PodAnswer }) => {
  const [all, setAll] = useState(false);
  const views = useMemo(() => byCloseness(offers.map((offer) => viewOffer(offer, spec))), [offers, spec]);
  if (views.length === 0) return null;
  const columns = columnsOf(views);
  const shown = all ? views : views.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <div className={styles['scroll']} tabIndex={0} role="group" aria-label="Offers by agent">
        <table className={styles['table']}>
          <caption className={styles['caption']}>By agent, the closest first: what was offered</caption>
          <thead>
            <tr>
              <th scope="col">Agent</th>
              {columns.map((name) => (
                <th key={name} scope="col">
                  {headings[name]}
                </th>
              ))}
              <th scope="col" className={styles['number']}>
                Received
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((view) => (
              <OfferRow key={view.offerId} view={view} columns={columns} />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < views.length && <Button onClick={() => setAll(true)}>{`Show all ${views.length}`}</Button>}
    </>
  );
};
