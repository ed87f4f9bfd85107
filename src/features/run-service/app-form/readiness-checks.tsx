/** Readiness checks of an app: a deployment goes on only once new instances pass. */
import type { JSONPath } from 'jsonc-parser';
import { useDraftForm } from '../draft-form';
import { DraftCheckbox, DraftNumber, DraftSelect, DraftText } from '../fields/draft-field';
import { DraftList } from '../fields/draft-list';
import { AddButton, Card, Group, Row } from '../fields/form-parts';
import { listAt } from '../json-value';
import { portNames } from './app-ports';

const protocols = [
  { value: '', label: 'HTTP (default)' },
  { value: 'HTTP', label: 'HTTP' },
  { value: 'HTTPS', label: 'HTTPS' },
];

export function ReadinessChecks() {
  const form = useDraftForm();
  const path: JSONPath = ['readinessChecks'];
  const checks = listAt(form.value, path);
  const [port] = portNames(form.value);
  const added = { path: '/', ...(port === undefined ? {} : { portName: port }) };
  return (
    <Group
      title="Readiness"
      note="An update replaces further instances only after new ones are ready; at most one check."
    >
      {checks.map((_, index) => (
        <Card
          key={index}
          title={`Readiness check ${index + 1}`}
          removeLabel={`Remove readiness check ${index + 1}`}
          onRemove={() => form.edit({ path: [...path, index], value: undefined })}
        >
          <ReadinessCheck path={[...path, index]} />
        </Card>
      ))}
      <AddButton path={path} onClick={() => form.edit({ path: [...path, checks.length], value: added })}>
        Add Readiness Check
      </AddButton>
    </Group>
  );
}

function ReadinessCheck({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  const at = (name: string): JSONPath => [...path, name];
  return (
    <>
      <Row columns="narrow">
        <DraftText path={at('name')} label="Name" placeholder="readinessCheck" covers={[path]} />
        <DraftSelect path={at('protocol')} label="Protocol" options={protocols} />
        <DraftText
          path={at('portName')}
          label="Port Name"
          placeholder="http-api"
          suggestions={[...portNames(form.value)]}
        />
        <DraftText path={at('path')} label="Path" mono placeholder="/" />
      </Row>
      <Row columns="narrow">
        <DraftNumber path={at('intervalSeconds')} label="Interval (s)" placeholder="30" />
        <DraftNumber path={at('timeoutSeconds')} label="Timeout (s)" placeholder="10" />
        <DraftList
          path={at('httpStatusCodesForReady')}
          label="Ready with status"
          numbers
          placeholder="200"
          help="HTTP status codes, one a line."
        />
      </Row>
      <DraftCheckbox path={at('preserveLastResponse')} label="Deployments show the last answer" />
    </>
  );
}
