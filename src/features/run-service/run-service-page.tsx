/** *Run a Service*: choose a start, describe the service in a form or as JSON, review it, run it. Also edits a running one. */
import { useQuery } from '@tanstack/react-query';
import { kindOf, type ServiceKind } from '../../api/client/service';
import { serviceQueries } from '../../api/queries/services';
import { ErrorPanel } from '../../ui/error-panel';
import { Loading } from '../../ui/loading';
import type { RunSearch } from './run-search';
import { useService } from '../shared/use-service';
import { ServicePicker, TemplatePicker } from './service-picker';
import { definitionText, newAppText, newPodText } from './start-text';
import { allTemplates } from './all-templates';
import { Workbench } from './workbench';

type RunServicePageProps = {
  search: RunSearch;
  onSearch: (search: RunSearch) => void;
  onDone: (id: string) => void;
  onCancel: () => void;
};

export function RunServicePage(props: RunServicePageProps) {
  const { search, onSearch, onCancel } = props;
  if (search.service !== undefined) return <EditService key={search.service} {...props} id={search.service} />;
  if (search.kind === undefined)
    return (
      <ServicePicker
        onKind={(kind) => onSearch({ ...search, kind })}
        onTemplates={() => onSearch({ ...search, kind: 'templates' })}
        onCancel={onCancel}
      />
    );
  if (search.kind === 'templates')
    return (
      <TemplatePicker
        onChoose={(template) => onSearch({ ...search, kind: 'pod', template })}
        onBack={() => onSearch({})}
      />
    );
  const template = allTemplates.find(({ name }) => name === search.template);
  const group = search.group ?? '';
  return (
    <Workbench
      key={`${search.template} ${group}`}
      {...props}
      source={`new ${template?.name ?? ''} ${group}`}
      startText={template?.text ?? (search.kind === 'single' ? newAppText : newPodText)(group)}
      title={template?.title ?? titles[search.kind]}
      onBack={() =>
        onSearch({
          ...(search.group === undefined ? {} : { group: search.group }),
          ...(template ? { kind: 'templates' as const } : {}),
        })
      }
    />
  );
}

const titles = { single: 'Single Container', pod: 'Multi-container (Pod)', json: 'JSON Configuration' };

function EditService({ id, ...props }: RunServicePageProps & { id: string }) {
  const { service, error, retry } = useService(id);
  if (service) return <EditDefinition {...props} id={id} kind={kindOf(service)} />;
  if (error) return <ErrorPanel title={`${id} can’t be edited`} message={error.message} onRetry={retry} />;
  return <Loading label="the definition" />;
}

function EditDefinition({ id, kind, ...props }: RunServicePageProps & { id: string; kind: ServiceKind }) {
  const { version } = props.search;
  const current = useQuery({
    ...serviceQueries.definition(kind, id),
    enabled: version === undefined,
    refetchOnMount: 'always',
  });
  const earlier = useQuery({ ...serviceQueries.version(kind, id, version ?? ''), enabled: version !== undefined });
  const { data, error, refetch } = version === undefined ? current : earlier;
  if (data && (version !== undefined || current.isFetchedAfterMount || !current.isFetching))
    return (
      <Workbench
        {...props}
        source={`edit ${id} ${version ?? ''} ${data.version}`}
        startText={definitionText(data)}
        title={`Edit ${id}`}
        existing={{ kind, id }}
        onBack={props.onCancel}
      />
    );
  if (error)
    return <ErrorPanel title={`${id} can’t be edited`} message={error.message} onRetry={() => void refetch()} />;
  return <Loading label="the definition" />;
}
