/** Networking as old definitions write it. Marathon still reads it, so the form still shows it, where it is there. */
import type { JSONPath } from 'jsonc-parser';
import type { ReactNode } from 'react';
import { useDraftForm } from '../draft-form';
import { DraftList } from '../fields/draft-list';
import { DraftNumber, DraftSelect, DraftText } from '../fields/draft-field';
import { Card, Group, Row } from '../fields/form-parts';
import { Pairs } from '../fields/pairs';
import { isRecord, listAt, textAt, valueAt } from '../json-value';
import { MappedPort, Protocol } from './app-port-fields';

const networks = [
  { value: '', label: 'None' },
  { value: 'BRIDGE', label: 'Bridge' },
  { value: 'HOST', label: 'Host' },
  { value: 'NONE', label: 'No network' },
  { value: 'USER', label: 'Virtual network' },
];

const MAPPINGS: JSONPath = ['container', 'docker', 'portMappings'];

export function OldNetworking() {
  const form = useDraftForm();
  const has = (...path: JSONPath): boolean => valueAt(form.value, path) !== undefined;
  const network = textAt(form.value, ['container', 'docker', 'network']);
  return (
    <>
      {has('ports') && (
        <Group title="Ports in the old form" note="Numbers only; endpoints say the same and more.">
          <DraftList path={['ports']} label="Ports" numbers help="One a line; 0 takes a free one." />
        </Group>
      )}
      {(has('container', 'docker', 'network') || has(...MAPPINGS)) && (
        <Group title="Network in the old form" note="Of the Docker engine; Network Type says the same.">
          <DraftSelect path={['container', 'docker', 'network']} label="Docker Network" options={networks} />
          <Items path={MAPPINGS} title="Old port">
            {(path, index) => (
              <MappedPort path={path} index={index} mode={network === 'USER' ? 'container' : 'container/bridge'} />
            )}
          </Items>
        </Group>
      )}
      {isRecord(valueAt(form.value, ['ipAddress'])) && <IpAddress />}
    </>
  );
}

function IpAddress() {
  return (
    <Group title="IP address in the old form" note="A virtual network and its ports; Network Type says the same.">
      <Row>
        <DraftText
          path={['ipAddress', 'networkName']}
          label="Name of the network"
          placeholder="dcos"
          covers={[['ipAddress']]}
        />
      </Row>
      <Pairs path={['ipAddress', 'labels']} add="Add Network Label" stem="label" />
      <Items path={['ipAddress', 'discovery', 'ports']} title="Old port">
        {(path) => (
          <>
            <Row columns="narrow">
              <DraftText path={[...path, 'name']} label="Port Name" keepEmpty covers={[path]} />
              <DraftNumber path={[...path, 'number']} label="Port Number" />
              <Protocol path={[...path, 'protocol']} />
            </Row>
            <Pairs path={[...path, 'labels']} add="Add Label" stem="label" />
          </>
        )}
      </Items>
    </Group>
  );
}

interface ItemsProps {
  readonly path: JSONPath;
  readonly title: string;
  readonly children: (path: JSONPath, index: number) => ReactNode;
}

/** The items of an old list: changed and taken out, but no longer added. */
function Items({ path, title, children }: ItemsProps) {
  const form = useDraftForm();
  return listAt(form.value, path).map((_, index) => (
    <Card
      key={index}
      title={`${title} ${index + 1}`}
      removeLabel={`Remove ${title.toLowerCase()} ${index + 1}`}
      onRemove={() => form.edit({ path: [...path, index], value: undefined })}
    >
      {children([...path, index], index)}
    </Card>
  ));
}
