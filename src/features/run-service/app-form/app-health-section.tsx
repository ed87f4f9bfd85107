/** How the cluster finds out whether an instance of an app works. */
import type { JSONPath } from 'jsonc-parser';
import { SelectField } from '../../../ui/select-field';
import { fieldId, useDraftForm } from '../draft-form';
import { DraftArea, DraftCheckbox, DraftNumber, DraftSelect, DraftText } from '../fields/draft-field';
import { AddButton, Card, MoreSettings, Row, SectionTitle, Stack } from '../fields/form-parts';
import { HealthTiming } from '../fields/health-timing';
import { listAt, numberAt, textAt, valueAt } from '../json-value';
import { portNames } from './app-ports';
import { ReadinessChecks } from './readiness-checks';

const protocols = [
  { value: 'MESOS_HTTP', label: 'HTTP' },
  { value: 'MESOS_HTTPS', label: 'HTTPS' },
  { value: 'MESOS_TCP', label: 'TCP' },
  { value: 'COMMAND', label: 'Command' },
  { value: 'HTTP', label: 'HTTP, asked by Marathon' },
  { value: 'HTTPS', label: 'HTTPS, asked by Marathon' },
  { value: 'TCP', label: 'TCP, asked by Marathon' },
];

export function AppHealthSection() {
  const form = useDraftForm();
  const checks = listAt(form.value, ['healthChecks']);
  const add = () => {
    const value = portNames(form.value).length > 0 ? { protocol: 'MESOS_HTTP', path: '/' } : command;
    form.edit({ path: ['healthChecks', checks.length], value });
  };
  return (
    <Stack>
      <SectionTitle title="Health Checks">
        An instance that fails a check too often in a row is killed and started anew. At most one check runs on the
        agent; others are made by Marathon.
      </SectionTitle>
      {checks.map((_, index) => (
        <Card
          key={index}
          title={`Health check ${index + 1}`}
          removeLabel={`Remove health check ${index + 1}`}
          onRemove={() => form.edit({ path: ['healthChecks', index], value: undefined })}
        >
          <HealthCheck path={['healthChecks', index]} />
        </Card>
      ))}
      <AddButton path={['healthChecks']} onClick={add}>
        Add Health Check
      </AddButton>
      <ReadinessChecks />
    </Stack>
  );
}

const command = { protocol: 'COMMAND', command: { value: 'true' } };

function HealthCheck({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  const protocol = textAt(form.value, [...path, 'protocol']) || 'HTTP';
  const error = form.errorAt([], [path]);
  const has = (member: string): boolean => valueAt(form.value, [...path, member]) !== undefined;
  const setProtocol = (next: string) =>
    form.edit(
      { path: [...path, 'protocol'], value: next },
      ...(next === 'COMMAND'
        ? ['path', 'port', 'portIndex'].map((member) => ({ path: [...path, member], value: undefined }))
        : [{ path: [...path, 'command'], value: undefined }]),
      ...(next === 'COMMAND' && protocol !== 'COMMAND' ? [{ path: [...path, 'command', 'value'], value: 'true' }] : []),
    );
  return (
    <>
      <Row>
        <SelectField
          id={fieldId([...path, 'protocol'])}
          label="Protocol"
          value={protocol}
          options={protocols}
          disabled={form.frozen}
          onChange={setProtocol}
          {...(error === undefined ? {} : { error })}
        />
        {(protocol !== 'COMMAND' || has('portIndex')) && <CheckedPort path={path} />}
        {(protocol.includes('HTTP') || has('path')) && (
          <DraftText path={[...path, 'path']} label="Path" mono placeholder="/" />
        )}
      </Row>
      {(protocol === 'COMMAND' || has('command')) && (
        <DraftArea
          path={[...path, 'command', 'value']}
          label="Command"
          required
          owns={[[...path, 'command']]}
          help="Healthy while it ends with exit code 0."
        />
      )}
      <HealthTiming path={path} />
      <MoreSettings
        title="Fixed port, IP version"
        paths={['port', 'ipProtocol', 'ignoreHttp1xx'].map((name) => [...path, name])}
      >
        <Row columns="narrow">
          <DraftNumber path={[...path, 'port']} label="Port" placeholder="of the endpoint" />
          <DraftSelect path={[...path, 'ipProtocol']} label="IP version" options={ipProtocols} />
        </Row>
        <DraftCheckbox
          path={[...path, 'ignoreHttp1xx']}
          label="Answers 100 to 199 count neither way"
          help="Only for HTTP asked by Marathon."
        />
      </MoreSettings>
    </>
  );
}

const ipProtocols = [
  { value: '', label: 'IPv4 (default)' },
  { value: 'IPv4', label: 'IPv4' },
  { value: 'IPv6', label: 'IPv6' },
];

/** The endpoint by its place among the ports; the first where nothing is said. */
function CheckedPort({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  const names = portNames(form.value);
  const fixed = valueAt(form.value, [...path, 'port']) !== undefined;
  const written = valueAt(form.value, [...path, 'portIndex']) !== undefined;
  const index = numberAt(form.value, [...path, 'portIndex']) ?? 0;
  const error = form.errorAt([[...path, 'portIndex']]);
  if (fixed && !written) return null;
  return (
    <SelectField
      id={fieldId([...path, 'portIndex'])}
      label="Service Endpoint"
      value={String(index)}
      options={names.map((name, place) => ({ value: String(place), label: name }))}
      placeholder="Add an endpoint first"
      disabled={form.frozen}
      onChange={(value) => form.edit({ path: [...path, 'portIndex'], value: Number(value) })}
      {...(error === undefined ? {} : { error })}
    />
  );
}
