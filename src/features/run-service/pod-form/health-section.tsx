/** How the cluster finds out whether a container works; one check a container. */
import type { JSONPath } from 'jsonc-parser';
import { SelectField } from '../../../ui/select-field';
import { fieldId, useDraftForm } from '../draft-form';
import { containerName, isRecord, listAt, namesOf, valueAt } from '../json-value';
import { CommandField } from '../fields/command-field';
import { DraftSelect, DraftText } from '../fields/draft-field';
import { AddButton, Card, Group, Row, SectionTitle, Stack } from '../fields/form-parts';
import { HealthTiming } from '../fields/health-timing';

const protocols = [
  { value: 'exec', label: 'Command' },
  { value: 'http', label: 'HTTP' },
  { value: 'tcp', label: 'TCP' },
];

const schemes = [
  { value: '', label: 'HTTP (default)' },
  { value: 'HTTP', label: 'HTTP' },
  { value: 'HTTPS', label: 'HTTPS' },
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
  // One is right; where a definition has several, all are shown.
  const has = (kind: string): boolean => isRecord(check) && Object.hasOwn(check, kind);
  const kind = protocols.find(({ value }) => has(value))?.value ?? '';
  const error = form.errorAt([], [path]);
  const name = containerName(form.value, container);
  const first = endpoints.length > 0 ? 'http' : 'exec';
  if (check === undefined)
    return (
      <AddButton path={path} onClick={() => form.edit({ path, value: { [first]: started(first, endpoints[0]) } })}>
        Add Health Check
      </AddButton>
    );
  return (
    <Card
      title={`Health check of ${name}`}
      removeLabel={`Remove health check of ${name}`}
      onRemove={() => form.edit({ path, value: undefined })}
    >
      <Row>
        <SelectField
          id={fieldId([...path, '#kind'])}
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
        {['http', 'tcp'].filter(has).map((asked) => (
          <DraftSelect
            key={asked}
            path={[...path, asked, 'endpoint']}
            label="Service Endpoint"
            required
            options={endpoints.map((value) => ({ value, label: value }))}
            placeholder="Choose an endpoint"
          />
        ))}
        {has('http') && <HttpFields path={[...path, 'http']} />}
      </Row>
      {has('exec') && <ExecFields path={[...path, 'exec']} />}
      <HealthTiming path={path} />
    </Card>
  );
}

function HttpFields({ path }: { path: JSONPath }) {
  return (
    <>
      <DraftText path={[...path, 'path']} label="Path" mono placeholder="/" />
      <DraftSelect path={[...path, 'scheme']} label="Scheme" options={schemes} />
    </>
  );
}

function ExecFields({ path }: { path: JSONPath }) {
  return (
    <CommandField
      shell={[...path, 'command', 'shell']}
      argv={[...path, 'command', 'argv']}
      required
      owns={[path]}
      help="Healthy while it ends with exit code 0."
    />
  );
}
