/** Back-off, updates and scaling down: the same for pods and apps, at different places. */
import type { JSONPath } from 'jsonc-parser';
import { DraftNumber, DraftSelect } from './draft-field';
import { Note, Row } from './form-parts';

const killSelections = [
  { value: '', label: 'Youngest first (default)' },
  { value: 'YOUNGEST_FIRST', label: 'Youngest first' },
  { value: 'OLDEST_FIRST', label: 'Oldest first' },
];

interface BackoffProps {
  readonly first: JSONPath;
  readonly factor: JSONPath;
  readonly longest: JSONPath;
}

export function BackoffFields({ first, factor, longest }: BackoffProps) {
  return (
    <>
      <Row columns="narrow">
        <DraftNumber path={first} label="Back-off (s)" placeholder="1" />
        <DraftNumber path={factor} label="Back-off factor" placeholder="1.15" step={0.05} />
        <DraftNumber path={longest} label="Maximal delay (s)" placeholder="300" />
      </Row>
      <Note>
        An instance that ended is launched again after the back-off; each further failure multiplies it by the factor.
      </Note>
    </>
  );
}

export function UpgradeFields({ upgrade, killSelection }: { upgrade: JSONPath; killSelection: JSONPath }) {
  return (
    <Row columns="narrow">
      <DraftNumber
        path={[...upgrade, 'minimumHealthCapacity']}
        label="Minimum healthy"
        placeholder="1"
        step={0.1}
        help="Share that stays up during an update, 0 to 1."
      />
      <DraftNumber
        path={[...upgrade, 'maximumOverCapacity']}
        label="Maximum surplus"
        placeholder="1"
        step={0.1}
        help="Share that may run besides, 0 to 1."
      />
      <DraftSelect path={killSelection} label="Stops when scaling down" options={killSelections} />
    </Row>
  );
}
