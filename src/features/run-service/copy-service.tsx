/** A draft of a new service that starts as the copy of another one, at its current version or at an older one. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { kindOf, type ServiceKind } from '../../api/client/service';
import { appQueries } from '../../api/queries/apps';
import { podQueries } from '../../api/queries/pods';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { ErrorPanel } from '../../ui/error-panel';
import { Loading } from '../../ui/loading';
import { useService } from '../shared/use-service';
import { definitionText } from './definition-text';
import { duplicate } from './duplicate';
import type { Duplicate } from './duplicate';
import type { RunServicePageProps } from './run-service-props';
import { useDefinition } from './use-definition';
import { Workbench } from './workbench';

type CopyProps = RunServicePageProps & { id: string };

export function CopyService({ id, ...props }: CopyProps) {
  const { service, error, retry } = useService(id);
  if (service) return <CopyDefinition {...props} id={id} kind={kindOf(service)} />;
  if (error) return <ErrorPanel title={`${id} can’t be duplicated`} message={error.message} onRetry={retry} />;
  return <Loading label="the definition" />;
}

function CopyDefinition({ id, kind, ...props }: CopyProps & { kind: ServiceKind }) {
  const { version } = props.search;
  const definition = useDefinition(kind, id, version);
  const pods = useQuery(podQueries.statuses());
  const apps = useQuery(appQueries.statuses());
  if (definition.data && pods.data && apps.data) {
    const taken = new Set([...pods.data, ...apps.data].map((service) => service.id));
    const copy = duplicate(definitionText(definition.data), definition.data, taken);
    return <CopyDraft {...props} id={id} version={version} copy={copy} />;
  }
  const error = definition.error ?? pods.error ?? apps.error;
  const retry = () => {
    definition.retry();
    void Promise.all([pods.refetch(), apps.refetch()]);
  };
  if (error) return <ErrorPanel title={`${id} can’t be duplicated`} message={error.message} onRetry={retry} />;
  return <Loading label="the definition" />;
}

type DraftProps = CopyProps & { version: string | undefined; copy: Duplicate };

function CopyDraft({ id, version = '', copy, ...props }: DraftProps) {
  const [told, setTold] = useState(false);
  // The services that are there may change while one writes; the copy stays what it began as.
  const [{ text, notes }] = useState(copy);
  return (
    <>
      {!told && (
        <Banner
          tone="busy"
          actions={
            <Button variant="quiet" onClick={() => setTold(true)}>
              Got it
            </Button>
          }
        >
          {notes.join(' ')}
        </Banner>
      )}
      <Workbench
        {...props}
        source={`copy ${id} ${version}`}
        startText={text}
        title={`Duplicate of ${id}`}
        onBack={props.onCancel}
      />
    </>
  );
}
