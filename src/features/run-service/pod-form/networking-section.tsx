/** The networks all containers of the pod share, and the endpoints each of them listens on. */
import type { JSONPath } from 'jsonc-parser';
import { CheckboxField } from '../../../ui/checkbox-field';
import { TextField } from '../../../ui/text-field';
import { fieldId, useDraftForm } from '../draft-form';
import { containerName, freeName, listAt, namesOf, textAt, valueAt } from '../json-value';
import { DraftList } from '../fields/draft-list';
import { DraftNumber, DraftText } from '../fields/draft-field';
import { AddButton, Card, Choices, Group, MoreSettings, Row, SectionTitle, Stack } from '../fields/form-parts';
import { LoadBalancedAddress } from '../fields/load-balanced-address';
import { joinNetwork, networkMode } from '../fields/network-types';
import { Networks } from '../fields/networks';
import { Pairs } from '../fields/pairs';

export function NetworkingSection() {
  const form = useDraftForm();
  const mode = networkMode(form.value);
  return (
    <Stack>
      <SectionTitle title="Networking">
        All containers of an instance share one network: they reach each other on localhost.
      </SectionTitle>
      <Networks join={(next) => joinNetwork(form.value, 0, next)} />
      {listAt(form.value, ['containers']).map((_, index) => (
        <Endpoints key={index} container={index} mode={mode} />
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
      <AddButton path={path} onClick={() => form.edit({ path: [...path, endpoints.length], value: added })}>
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
  const networks = valueAt(form.value, [...path, 'networkNames']);
  const severalNetworks = listAt(form.value, ['networks']).length > 1 || networks !== undefined;
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
        id={fieldId([...path, 'hostPort', '#automatic'])}
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
      <MoreSettings
        paths={[[...path, 'networkNames']]}
        set={otherProtocols(listAt(form.value, [...path, 'protocol'])).length > 0}
      >
        <Group title="Labels of the endpoint">
          <Pairs path={[...path, 'labels']} add="Add Label" stem="label" />
        </Group>
        <OtherProtocol path={[...path, 'protocol']} />
        {severalNetworks && (
          <DraftList
            path={[...path, 'networkNames']}
            label="Only on the networks"
            placeholder="all of the pod"
            help="Names of the pod’s networks, one a line."
          />
        )}
      </MoreSettings>
    </>
  );
}

/** Marathon reads any text as a protocol, so besides the two there is room for another. */
const otherProtocols = (chosen: readonly unknown[]): readonly string[] =>
  chosen.filter((item) => item !== 'tcp' && item !== 'udp').map(String);

function Protocols({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  const chosen = listAt(form.value, path);
  const [, ...more] = otherProtocols(chosen);
  return (
    <Choices>
      {['tcp', 'udp', ...more].map((protocol) => {
        const index = chosen.indexOf(protocol);
        return (
          <CheckboxField
            key={protocol}
            id={fieldId([...path, `#${protocol}`])}
            label={protocol.toUpperCase()}
            value={index >= 0}
            disabled={form.frozen}
            onChange={(on) =>
              form.edit(
                on ? { path: [...path, chosen.length], value: protocol } : { path: [...path, index], value: undefined },
              )
            }
          />
        );
      })}
    </Choices>
  );
}

function OtherProtocol({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  const chosen = listAt(form.value, path);
  const [other] = otherProtocols(chosen);
  return (
    <TextField
      id={fieldId([...path, '#other'])}
      label="Other Protocol"
      value={other ?? ''}
      placeholder="none"
      disabled={form.frozen}
      onChange={(text) => {
        const index = other === undefined ? chosen.length : chosen.indexOf(other);
        form.edit({ path: [...path, index], value: text === '' ? undefined : text });
      }}
    />
  );
}
