/** How many of the agents' last offers got past each requirement, in the order Marathon tests them. */
import type { PodAnswer } from '../../../protocol/marathon/pod';
import type { NoMatchReason, QueueItem, RejectSummaryRow } from '../../../protocol/marathon/queue';
import { Meter } from '../../../ui/progress';
import { acceptedRoles, constraintsText, portsAsked } from '../../shared/offer-requirements';
import { instanceTotal } from '../../shared/pod-totals';
import { resourceText } from '../../shared/resource-text';
import { reasonWords } from '../../shared/waiting-reason';
import styles from './debug-tab.module.css';

/** What the pod asks for at each step of the funnel; undefined where it asks for nothing, so that the step says nothing. */
const asked = (reason: NoMatchReason, spec: PodAnswer): string | undefined => {
  const total = instanceTotal(spec);
  const { fixed, dynamic } = portsAsked(spec);
  switch (reason) {
    case 'UnfulfilledRole':
      return acceptedRoles(spec).join(', ');
    case 'UnfulfilledConstraint':
      return constraintsText(spec);
    case 'InsufficientCpus':
      return resourceText('cpus', total.cpus);
    case 'InsufficientMemory':
      return resourceText('mem', total.mem);
    case 'InsufficientDisk':
      return resourceText('disk', total.disk);
    case 'InsufficientGpus':
      return total.gpus === 0 ? undefined : resourceText('gpus', total.gpus);
    case 'InsufficientPorts':
      return fixed.length + dynamic === 0
        ? undefined
        : [...fixed, ...(dynamic > 0 ? [`${dynamic} of any number`] : [])].join(', ');
    default:
      return undefined;
  }
};

const FunnelRow = ({ row, spec }: { readonly row: RejectSummaryRow; readonly spec: PodAnswer }) => {
  const { reason, declined, processed } = row;
  const passed = processed - declined;
  const words = `${passed} of ${processed}`;
  return (
    <tr>
      <th scope="row">{reasonWords[reason]}</th>
      <td>{asked(reason, spec) ?? '–'}</td>
      <td className={styles['meterCell']}>
        <Meter
          label={`Offers past ${reasonWords[reason]}`}
          value={passed}
          max={processed}
          text={words}
          tone={declined === 0 ? 'good' : passed === 0 ? 'bad' : 'wait'}
        />
      </td>
      <td className={styles['number']}>{processed === 0 ? 'none left' : words}</td>
    </tr>
  );
};

export const OfferFunnel = ({ item, spec }: { readonly item: QueueItem; readonly spec: PodAnswer }) => {
  const rows = (item.processedOffersSummary.rejectSummaryLastOffers ?? []).filter(
    (row) => row.declined > 0 || asked(row.reason, spec) !== undefined,
  );
  if (item.processedOffersSummary.processedOffersCount === 0 || rows.length === 0) return null;
  return (
    <div className={styles['scroll']} tabIndex={0} role="group" aria-label="Summary by requirement">
      <table className={styles['table']}>
        <caption className={styles['caption']}>Summary: offers that got past each requirement</caption>
        <thead>
          <tr>
            <th scope="col">Requirement</th>
            <th scope="col">Asked for</th>
            <th scope="col" className={styles['meterCell']}>
              <span className="visually-hidden">Share that passed</span>
            </th>
            <th scope="col" className={styles['number']}>
              Passed
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <FunnelRow key={row.reason} row={row} spec={spec} />
          ))}
        </tbody>
      </table>
    </div>
  );
};
