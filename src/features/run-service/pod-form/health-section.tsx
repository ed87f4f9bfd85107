/** How the cluster finds out whether a container works; one check a container. */
import type { JSONPath } from 'jsonc-parser';
import { SelectField } from '../../../ui/select-field';
import { useDraftForm } from '../draft-form';
import { containerName, isRecord, listAt, namesOf, valueAt } from '../json-value';
import { DraftArea, DraftCheckbox, DraftSelect, DraftText } from '../fields/draft-field';
import { CheckboxField } from '../../../ui/checkbox-field';
import { AddButton, Card, Group, Row, SectionTitle, Stack } from '../fields/form-parts';
import { HealthTiming } from '../fields/health-timing';

const protocols = [
  { value: 'exec', label: 'Command' },
  { value: 'http', label: 'HTTP' },
  { value: 'tcp', label: 'TCP' },
];

export function HealthSection() {
  const form = useDraftForm();
  return (
    <Stack>
      <SectionTitle title="Health Checks">
        A container that fails its check too often in a row is killed, and its instance is started anew.
      </SectionTitle>
      {listAt(form.value, ['containers']).map((_, index) => (
        <Group key={index} title={containerName(form.value, index)}>
          <HealthCheck container={index} />
        </Group>
      ))}
    </Stack>
  );
}

/** What a new check of this kind starts with: the container's first endpoint, where it has one. */
function started(kind: string, endpoint: string | undefined): Record<string, unknown> {
  if (kind === 'exec') return { command: { shell: 'true' } };
  return { ...(endpoint === undefined ? {} : { endpoint }), ...(kind === 'http' ? { path: '/' } : {}) };
}

function HealthCheck({ container }: { container: number }) {
  const form = useDraftForm();
  const path: JSONPath = ['containers', container, 'healthCheck'];
  const check = valueAt(form.value, path);
  const endpoints = namesOf(listAt(form.value, ['containers', container, 'endpoints']));
  const kind = protocols.find(({ value }) => isRecord(check) && Object.hasOwn(check, value))?.value ?? '';
  const error = form.errorAt([], [path]);
  const name = containerName(form.value, container);
  if (check === undefined) {
    const first = endpoints.length > 0 ? 'http' : 'exec';
    return (
      <AddButton onClick={() => form.edit({ path, value: { [first]: started(first, endpoints[0]) } })}>
        Add Health Check
      </AddButton>
    );
  }
  return (
    <Card
      title={`Health check of ${name}`}
      removeLabel={`Remove health check of ${name}`}
      onRemove={() => form.edit({ path, value: undefined })}
    >
      <Row>
        <SelectField
          id={fieldOf(container)}
          label="Protocol"
          value={kind}
          options={protocols}
          disabled={form.frozen}
          onChange={(next) =>
            form.edit(
              { path: [...path, next], value: started(next, endpoints[0]) },
              ...(kind && kind !== next ? [{ path: [...path, kind], value: undefined }] : []),
            )
          }
          {...(error === undefined ? {} : { error })}
        />
        {(kind === 'http' || kind === 'tcp') && (
          <DraftSelect
            path={[...path, kind, 'endpoint']}
            label="Service Endpoint"
            required
            options={endpoints.map((value) => ({ value, label: value }))}
            placeholder="Choose an endpoint"
          />
        )}
        {kind === 'http' && <DraftText path={[...path, 'http', 'path']} label="Path" mono placeholder="/" />}
      </Row>
      {kind === 'http' && <Https path={[...path, 'http', 'scheme']} />}
      {kind === 'exec' && <CommandCheck path={[...path, 'exec', 'command']} />}
      <HealthTiming path={path} />
    </Card>
  );
}

const fieldOf = (container: number): string => `field.containers.${container}.healthCheck`;

function Https({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  return (
    <CheckboxField
      label="Make HTTPS"
      value={valueAt(form.value, path) === 'HTTPS'}
      disabled={form.frozen}
      onChange={(on) => form.edit({ path, value: on ? 'HTTPS' : undefined })}
    />
  );
}

/** Arguments stay arguments: each on a line of the JSON, none split at blanks. */
function CommandCheck({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  if (Array.isArray(valueAt(form.value, [...path, 'argv'])))
    return <DraftCheckbox path={[...path, 'argv']} label="Runs the arguments written in the JSON" disabled />;
  return (
    <DraftArea
      path={[...path, 'shell']}
      label="Command"
      required
      owns={[path]}
      help="Healthy while it ends with exit code 0."
    />
  );
}
