/** The network all containers of the pod share, and the endpoints each of them listens on. */
import type { JSONPath } from 'jsonc-parser';
import { CheckboxField } from '../../../ui/checkbox-field';
import { SelectField } from '../../../ui/select-field';
import { useDraftForm } from '../draft-form';
import { containerName, freeName, listAt, namesOf, textAt, valueAt } from '../json-value';
import { DraftNumber, DraftText } from '../fields/draft-field';
import { AddButton, Card, Choices, Group, Note, Row, SectionTitle, Stack } from '../fields/form-parts';
import { networkTypes, typeOf } from '../fields/network-types';
import { LoadBalancedAddress } from '../fields/load-balanced-address';

export function NetworkingSection() {
  const form = useDraftForm();
  const networks = listAt(form.value, ['networks']);
  const current = typeOf(networks[0]);
  const options = networkTypes.some((type) => type.value === current.value) ? networkTypes : [...networkTypes, current];
  const error = form.errorAt([['networks']]);
  return (
    <Stack>
      <SectionTitle title="Networking">
        All containers of an instance share one network: they reach each other on localhost.
      </SectionTitle>
      <SelectField
        id="field.networks"
        label="Network Type"
        value={current.value}
        options={options}
        disabled={form.frozen}
        onChange={(value) => {
          const type = options.find((option) => option.value === value);
          if (type) form.edit({ path: ['networks', 0], value: type.network });
        }}
        {...(error === undefined ? {} : { error })}
      />
      {networks.length > 1 && <Note>The pod joins {networks.length} networks; the others are in the JSON.</Note>}
      {listAt(form.value, ['containers']).map((_, index) => (
        <Endpoints key={index} container={index} mode={current.network.mode} />
      ))}
    </Stack>
  );
}

function Endpoints({ container, mode }: { container: number; mode: string }) {
  const form = useDraftForm();
  const path: JSONPath = ['containers', container, 'endpoints'];
  const endpoints = listAt(form.value, path);
  const taken = listAt(form.value, ['containers']).flatMap((item) => namesOf(listAt(item, ['endpoints'])));
  const added = {
    name: freeName('endpoint', taken),
    ...(mode === 'host' ? { hostPort: 0 } : { containerPort: 80 }),
    protocol: ['tcp'],
  };
  return (
    <Group title={containerName(form.value, container)}>
      {endpoints.map((endpoint, index) => (
        <Card
          key={index}
          title={`Endpoint ${textAt(endpoint, ['name'])}`}
          removeLabel={`Remove endpoint ${textAt(endpoint, ['name'])}`}
          onRemove={() => form.edit({ path: [...path, index], value: undefined })}
        >
          <Endpoint path={[...path, index]} mode={mode} />
        </Card>
      ))}
      <AddButton onClick={() => form.edit({ path: [...path, endpoints.length], value: added })}>
        Add Service Endpoint
      </AddButton>
    </Group>
  );
}

function Endpoint({ path, mode }: { path: JSONPath; mode: string }) {
  const form = useDraftForm();
  const hostPort = valueAt(form.value, [...path, 'hostPort']);
  const automatic = hostPort === 0 || (hostPort === undefined && mode !== 'container');
  const containerPort = valueAt(form.value, [...path, 'containerPort']);
  const variable = `ENDPOINT_${(textAt(form.value, [...path, 'name']) || 'NAME').toUpperCase().replace(/[^A-Z0-9_]/g, '_')}`;
  return (
    <>
      <Row columns="narrow">
        <DraftText path={[...path, 'name']} label="Service Endpoint Name" required covers={[path]} />
        {(mode !== 'host' || containerPort !== undefined) && (
          <DraftNumber path={[...path, 'containerPort']} label="Container Port" required={mode === 'container'} />
        )}
        <DraftNumber
          path={[...path, 'hostPort']}
          label="Host Port"
          disabled={automatic}
          placeholder={automatic ? `$${variable}` : 'none'}
        />
      </Row>
      <CheckboxField
        label="Assign Automatically"
        value={automatic}
        disabled={form.frozen}
        help={
          automatic
            ? `Any free port of the agent; containers find it in $${mode === 'host' ? variable : variable.replace('ENDPOINT_', 'EP_HOST_')}.`
            : undefined
        }
        onChange={(on) =>
          form.edit({ path: [...path, 'hostPort'], value: on ? 0 : mode === 'container' ? undefined : 8080 })
        }
      />
      <Protocols path={[...path, 'protocol']} />
      <LoadBalancedAddress path={path} />
    </>
  );
}

function Protocols({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  const chosen = listAt(form.value, path);
  return (
    <Choices>
      {['tcp', 'udp'].map((protocol) => (
        <CheckboxField
          key={protocol}
          label={protocol.toUpperCase()}
          value={chosen.includes(protocol)}
          disabled={form.frozen}
          onChange={(on) => {
            const next = on ? [...chosen, protocol] : chosen.filter((item) => item !== protocol);
            form.edit({ path, value: next.length === 0 ? undefined : next });
          }}
        />
      ))}
    </Choices>
  );
}
