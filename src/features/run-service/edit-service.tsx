/** A draft that starts from a running service and becomes its next version: from the current definition or an older one. */
import { kindOf, type ServiceKind } from '../../api/client/service';
import { ErrorPanel } from '../../ui/error-panel';
import { Loading } from '../../ui/loading';
import { useService } from '../shared/use-service';
import { definitionText } from './definition-text';
import type { RunServicePageProps } from './run-service-props';
import { useDefinition } from './use-definition';
import { Workbench } from './workbench';

export function EditService({ id, ...props }: RunServicePageProps & { id: string }) {
  const { service, error, retry } = useService(id);
  if (service) return <EditDefinition {...props} id={id} kind={kindOf(service)} />;
  if (error) return <ErrorPanel title={`${id} can’t be edited`} message={error.message} onRetry={retry} />;
  return <Loading label="the definition" />;
}

function EditDefinition({ id, kind, ...props }: RunServicePageProps & { id: string; kind: ServiceKind }) {
  const { version } = props.search;
  const { data, error, retry } = useDefinition(kind, id, version);
  if (data)
    return (
      <Workbench
        {...props}
        source={`edit ${id} ${version ?? ''}`}
        startText={definitionText(data)}
        title={`Edit ${id}`}
        existing={{ kind, id }}
        onBack={props.onCancel}
      />
    );
  if (error) return <ErrorPanel title={`${id} can’t be edited`} message={error.message} onRetry={retry} />;
  return <Loading label="the definition" />;
}
