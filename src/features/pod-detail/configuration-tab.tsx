/** The tab *Configuration*: the definition as Marathon keeps it, now or at any of its versions. */
import { useQuery } from '@tanstack/react-query';
import { podQueries } from '../../api/queries/pods';
import type { PodAnswer } from '../../protocol/marathon/pod';
import { CodeText } from '../../ui/code-text';
import { ErrorPanel } from '../../ui/error-panel';
import { Loading } from '../../ui/loading';
import { SelectField } from '../../ui/select-field';
import { RelativeTime } from '../shared/relative-time';
import { counted } from '../shared/status-words';
import { exactText, parseTime } from '../shared/time-text';
import styles from './configuration-tab.module.css';
import type { PodDetailSearch } from './pod-detail-search';

interface ConfigurationTabProps {
  readonly spec: PodAnswer;
  readonly search: PodDetailSearch;
  readonly onSearch: (search: PodDetailSearch) => void;
}

const versionLabel = (version: string, current: string): string => {
  const at = parseTime(version);
  const time = at === undefined ? version : exactText(at);
  return version === current ? `${time} (current)` : time;
};

const chosenVersion = (
  { version: _before, ...rest }: PodDetailSearch,
  next: string,
  current: string,
): PodDetailSearch => (next === current ? rest : { ...rest, version: next });

const Definition = ({ definition }: { readonly definition: PodAnswer }) => (
  <>
    <p className={styles['summary']}>
      {`${counted(definition.containers.length, 'container')}, ${counted(definition.scaling.instances, 'instance')}, made `}
      <RelativeTime at={definition.version} />
    </p>
    <CodeText block copyLabel="Copy definition">
      {JSON.stringify(definition, null, 2)}
    </CodeText>
  </>
);

const OldDefinition = ({ podId, version }: { readonly podId: string; readonly version: string }) => {
  const old = useQuery(podQueries.version(podId, version));
  if (old.data !== undefined) return <Definition definition={old.data} />;
  if (old.error === null) return <Loading label="version" rows={10} rowHeight={20} />;
  return (
    <ErrorPanel title="This version can’t be read" message={old.error.message} onRetry={() => void old.refetch()} />
  );
};

export const ConfigurationTab = ({ spec, search, onSearch }: ConfigurationTabProps) => {
  const versions = useQuery(podQueries.versions(spec.id));
  const current = spec.version;
  const shown = search.version ?? current;
  const known = [...new Set([current, ...(versions.data ?? [])])].sort().reverse();
  return (
    <div className={styles['configuration']}>
      <div className={styles['bar']}>
        <SelectField
          label="Version"
          value={shown}
          onChange={(next) => onSearch(chosenVersion(search, next, current))}
          options={known.map((version) => ({ value: version, label: versionLabel(version, current) }))}
          help={versions.error === null ? undefined : `The older versions can’t be read: ${versions.error.message}`}
        />
      </div>
      {shown === current ? <Definition definition={spec} /> : <OldDefinition podId={spec.id} version={shown} />}
    </div>
  );
};
