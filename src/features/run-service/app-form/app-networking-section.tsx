/** The network of an app, and the ports it is reached on. */
import type { JSONPath } from 'jsonc-parser';
import { CheckboxField } from '../../../ui/checkbox-field';
import { NumberField } from '../../../ui/number-field';
import { SelectField } from '../../../ui/select-field';
import { useDraftForm } from '../draft-form';
import { DraftNumber, DraftText } from '../fields/draft-field';
import { AddButton, Card, Note, Row, SectionTitle, Stack } from '../fields/form-parts';
import { LoadBalancedAddress } from '../fields/load-balanced-address';
import { networkTypes } from '../fields/network-types';
import { freeName, listAt, namesOf, textAt, valueAt } from '../json-value';
import { changeNetwork, fixedPort, networkOf, portsPath } from './app-ports';
import { engineFor } from './engine';

export function AppNetworkingSection() {
  const form = useDraftForm();
  const current = networkOf(form.value);
  const options = networkTypes.some((type) => type.value === current.value) ? networkTypes : [...networkTypes, current];
  const error = form.errorAt([['networks']]);
  const networks = listAt(form.value, ['networks']);
  return (
    <Stack>
      <SectionTitle title="Networking">How an instance is reached, and by which ports.</SectionTitle>
      <SelectField
        id="field.networks"
        label="Network Type"
        value={current.value}
        options={options}
        disabled={form.frozen}
        onChange={(value) => {
          const type = options.find((option) => option.value === value);
          if (type) form.edit(...changeNetwork(form.value, type));
        }}
        {...(error === undefined ? {} : { error })}
      />
      {networks.length > 1 && <Note>The app joins {networks.length} networks; the others are in the JSON.</Note>}
      <Ports host={current.network.mode === 'host'} mode={current.network.mode} />
    </Stack>
  );
}

function Ports({ host, mode }: { host: boolean; mode: string }) {
  const form = useDraftForm();
  const path = portsPath(form.value);
  const ports = listAt(form.value, path);
  const added = {
    name: freeName('endpoint', namesOf(ports)),
    ...(host ? { port: 0 } : { containerPort: 80, ...(mode === 'container' ? {} : { hostPort: 0 }) }),
    protocol: 'tcp',
  };
  return (
    <>
      {valueAt(form.value, path) === undefined && <Note>Marathon gives it one port, called “default”.</Note>}
      {ports.map((port, index) => {
        const name = textAt(port, ['name']) || `port ${index}`;
        return (
          <Card
            key={index}
            title={`Endpoint ${name}`}
            removeLabel={`Remove endpoint ${name}`}
            onRemove={() => form.edit({ path: [...path, index], value: undefined })}
          >
            {host ? (
              <DefinedPort path={[...path, index]} index={index} />
            ) : (
              <MappedPort path={[...path, index]} index={index} mode={mode} />
            )}
          </Card>
        );
      })}
      <AddButton
        onClick={() =>
          form.edit(...(host ? [] : engineFor(form.value)), { path: [...path, ports.length], value: added })
        }
      >
        Add Service Endpoint
      </AddButton>
    </>
  );
}

/** A port of the agent: any, or a fixed one, which the app then requires. */
function DefinedPort({ path, index }: { path: JSONPath; index: number }) {
  const form = useDraftForm();
  const list = path.slice(0, -1);
  const ports = listAt(form.value, list);
  const fixed = ports.map((port) => fixedPort(form.value, port));
  const automatic = fixed[index] === undefined;
  const setAutomatic = (on: boolean) => {
    const others = fixed.flatMap((port, place) => (place === index ? [] : [{ port, place }]));
    const required = !on || others.some(({ port }) => port !== undefined);
    form.edit(
      { path: [...path, 'port'], value: on ? 0 : 8080 },
      // Numbers that only load balancers knew are not to be required of agents.
      ...others.flatMap(({ port, place }) =>
        port === undefined && required ? [{ path: [...list, place, 'port'], value: 0 }] : [],
      ),
      { path: ['requirePorts'], value: required ? true : undefined },
    );
  };
  return (
    <>
      <Row columns="narrow">
        <DraftText path={[...path, 'name']} label="Service Endpoint Name" covers={[path]} />
        {automatic ? (
          <NumberField label="Host Port" value="" placeholder={`$PORT${index}`} disabled onChange={() => undefined} />
        ) : (
          <DraftNumber path={[...path, 'port']} label="Host Port" />
        )}
        <Protocol path={[...path, 'protocol']} />
      </Row>
      <Automatic on={automatic} index={index} onChange={setAutomatic} />
      <LoadBalancedAddress path={path} />
    </>
  );
}

function MappedPort({ path, index, mode }: { path: JSONPath; index: number; mode: string }) {
  const form = useDraftForm();
  const hostPort = valueAt(form.value, [...path, 'hostPort']);
  const automatic = hostPort === 0 || (hostPort === undefined && mode !== 'container');
  return (
    <>
      <Row columns="narrow">
        <DraftText path={[...path, 'name']} label="Service Endpoint Name" covers={[path]} />
        <DraftNumber path={[...path, 'containerPort']} label="Container Port" placeholder="as the host port" />
        <DraftNumber
          path={[...path, 'hostPort']}
          label="Host Port"
          disabled={automatic}
          placeholder={automatic ? `$PORT${index}` : 'none'}
        />
        <Protocol path={[...path, 'protocol']} />
      </Row>
      <Automatic
        on={automatic}
        index={index}
        onChange={(on) =>
          form.edit({ path: [...path, 'hostPort'], value: on ? 0 : mode === 'container' ? undefined : 8080 })
        }
      />
      <LoadBalancedAddress path={path} />
    </>
  );
}

interface AutomaticProps {
  readonly on: boolean;
  readonly index: number;
  readonly onChange: (on: boolean) => void;
}

function Automatic({ on, index, onChange }: AutomaticProps) {
  const { frozen } = useDraftForm();
  return (
    <CheckboxField
      label="Assign Automatically"
      value={on}
      disabled={frozen}
      help={on ? `Any free port of the agent; the app finds it in $PORT${index}.` : undefined}
      onChange={onChange}
    />
  );
}

const protocols = [
  { value: 'tcp', label: 'TCP' },
  { value: 'udp', label: 'UDP' },
  { value: 'udp,tcp', label: 'UDP and TCP' },
];

function Protocol({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  return (
    <SelectField
      label="Protocol"
      value={textAt(form.value, path) || 'tcp'}
      options={protocols}
      disabled={form.frozen}
      onChange={(value) => form.edit({ path, value })}
    />
  );
}
