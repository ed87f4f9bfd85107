/** What every start of *Run a Service* gets: where one is, and the ways on and out. */
import type { RunSearch } from './run-search';

export type RunServicePageProps = {
  search: RunSearch;
  onSearch: (search: RunSearch) => void;
  onDone: (id: string) => void;
  onCancel: () => void;
};
