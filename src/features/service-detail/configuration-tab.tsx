/** The tab *Configuration*: the definition as Marathon keeps it, now or at any of its versions. */
import { useQuery } from '@tanstack/react-query';
import { answeredApp } from '../../api/client/app-form';
import { kindOf, type Service } from '../../api/client/service';
import { serviceQueries, type ServiceDefinition } from '../../api/queries/services';
import { CodeText } from '../../ui/code-text';
import { ErrorPanel } from '../../ui/error-panel';
import { Loading } from '../../ui/loading';
import { LinkButton } from '../../ui/link-button';
import { SelectField } from '../../ui/select-field';
import { RelativeTime } from '../shared/relative-time';
import { counted } from '../shared/status-words';
import { exactText, parseTime } from '../shared/time-text';
import styles from './configuration-tab.module.css';
import type { ServiceDetailSearch } from './service-detail-search';

interface ConfigurationTabProps {
  readonly service: Service;
  readonly search: ServiceDetailSearch;
  readonly onSearch: (search: ServiceDetailSearch) => void;
}

const versionLabel = (version: string, current: string): string => {
  const at = parseTime(version);
  const time = at === undefined ? version : exactText(at);
  return version === current ? `${time} (current)` : time;
};

const chosenVersion = (
  { version: _before, ...rest }: ServiceDetailSearch,
  next: string,
  current: string,
): ServiceDetailSearch => (next === current ? rest : { ...rest, version: next });

const sizeText = (definition: ServiceDefinition): string =>
  'containers' in definition
    ? `${counted(definition.containers.length, 'container')}, ${counted(definition.scaling.instances, 'instance')}`
    : counted(definition.instances, 'instance');

const Definition = ({ definition }: { readonly definition: ServiceDefinition }) => (
  <>
    <p className={styles['summary']}>
      {`${sizeText(definition)}, made `}
      <RelativeTime at={definition.version} />
    </p>
    <CodeText block copyLabel="Copy definition">
      {JSON.stringify(definition, null, 2)}
    </CodeText>
  </>
);

const OldDefinition = ({ service, version }: { readonly service: Service; readonly version: string }) => {
  const old = useQuery(serviceQueries.version(kindOf(service), service.id, version));
  if (old.data !== undefined) return <Definition definition={old.data} />;
  if (old.error === null) return <Loading label="version" rows={10} rowHeight={20} />;
  return (
    <ErrorPanel title="This version can’t be read" message={old.error.message} onRetry={() => void old.refetch()} />
  );
};

/** The way from a version to a draft that starts as it was. */
const StartFrom = ({ id, version }: { readonly id: string; readonly version: string | undefined }) => {
  const at = version === undefined ? {} : { version };
  return (
    <div className={styles['starts']}>
      <LinkButton to="/run" search={{ kind: 'pod', service: id, ...at }}>
        Edit from here
      </LinkButton>
      <LinkButton to="/run" search={{ kind: 'pod', copy: id, ...at }}>
        Duplicate from here
      </LinkButton>
    </div>
  );
};

export const ConfigurationTab = ({ service, search, onSearch }: ConfigurationTabProps) => {
  const { id, spec, app } = service;
  const versions = useQuery(serviceQueries.versions(kindOf(service), id));
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
        <StartFrom id={id} version={shown === current ? undefined : shown} />
      </div>
      {shown === current ? (
        <Definition definition={app === undefined ? spec : answeredApp(app)} />
      ) : (
        <OldDefinition service={service} version={shown} />
      )}
    </div>
  );
};
