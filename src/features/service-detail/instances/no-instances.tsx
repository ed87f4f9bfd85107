/** Why no instance is listed, and what to do about it. */
import { Button } from '../../../ui/button';
import { EmptyState } from '../../../ui/empty-state';
import { serviceStatus } from '../../shared/service-status';
import type { StatusWord } from '../../shared/status-words';
import { useTicking } from '../../shared/ticker';
import type { ServiceDetailSearch } from '../service-detail-search';
import type { PageFacts } from '../use-page-facts';

interface NoInstancesProps {
  readonly facts: PageFacts;
  readonly search: ServiceDetailSearch;
  readonly onSearch: (search: ServiceDetailSearch) => void;
}

const titles: Readonly<Partial<Record<StatusWord, string>>> = {
  Suspended: 'This service is suspended',
  Waiting: 'No instance has a place yet',
  Delayed: 'The next instance is delayed',
  Deleting: 'The last instance has stopped',
};

const sentenceCase = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

export const NoInstances = ({ facts, search, onSearch }: NoInstancesProps) => {
  const sentence = useTicking((now) => serviceStatus({ ...facts, now }).sentence);
  const word = useTicking((now) => serviceStatus({ ...facts, now }).word);
  const explained = word === 'Waiting' || word === 'Delayed';
  return (
    <EmptyState
      icon="container"
      title={titles[word] ?? 'No instance runs yet'}
      actions={explained && <Button onClick={() => onSearch({ ...search, tab: 'debug' })}>See why in Debug</Button>}
    >
      {sentenceCase(sentence)}
      {word === 'Suspended' && ' Its definition is kept: Resume starts it again.'}
    </EmptyState>
  );
};

interface NothingListedProps {
  readonly search: ServiceDetailSearch;
  readonly text: string;
  readonly total: number;
  readonly onShowAll: () => void;
  readonly onClear: () => void;
}

export const NothingListed = ({ search, text, total, onShowAll, onClear }: NothingListedProps) => {
  const { scope = 'active' } = search;
  if (text.trim() !== '') {
    return (
      <EmptyState title="No instance matches" actions={<Button onClick={onClear}>Clear filter</Button>}>
        {`Nothing among ${total} instances answers to “${text.trim()}”${scope === 'all' ? '' : ` and is ${scope}`}.`}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={`No ${scope} instance`} actions={<Button onClick={onShowAll}>Show all</Button>}>
      {scope === 'completed'
        ? 'Marathon forgets instances soon after they have ended; Debug keeps the last failures.'
        : `All ${total} have ended.`}
    </EmptyState>
  );
};
