/** One port of an app: of the agent with host networking, of the container with any other network. */
import type { JSONPath } from 'jsonc-parser';
import { CheckboxField } from '../../../ui/checkbox-field';
import { NumberField } from '../../../ui/number-field';
import { fieldId, useDraftForm } from '../draft-form';
import { DraftList } from '../fields/draft-list';
import { DraftNumber, DraftSelect, DraftText } from '../fields/draft-field';
import { MoreSettings, Row } from '../fields/form-parts';
import { LoadBalancedAddress } from '../fields/load-balanced-address';
import { Pairs } from '../fields/pairs';
import { listAt, valueAt } from '../json-value';
import { fixedPort } from './app-ports';

/** A port of the agent: any, or a fixed one, which the app then requires. */
export function DefinedPort({ path, index }: { path: JSONPath; index: number }) {
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
      <Automatic path={[...path, 'port']} on={automatic} index={index} onChange={setAutomatic} />
      <LoadBalancedAddress path={path} />
      <MoreSettings>
        {automatic && (
          <Row columns="narrow">
            <DraftNumber
              path={[...path, 'port']}
              label="Service Port"
              placeholder="any"
              help="Known to load balancers only; 0 takes a free one."
            />
          </Row>
        )}
        <Pairs path={[...path, 'labels']} add="Add Label" stem="label" />
      </MoreSettings>
    </>
  );
}

export function MappedPort({ path, index, mode }: { path: JSONPath; index: number; mode: string }) {
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
        path={[...path, 'hostPort']}
        on={automatic}
        index={index}
        onChange={(on) =>
          form.edit({ path: [...path, 'hostPort'], value: on ? 0 : mode === 'container' ? undefined : 8080 })
        }
      />
      <LoadBalancedAddress path={path} />
      <MoreSettings
        title="Labels"
        paths={[
          [...path, 'servicePort'],
          [...path, 'networkNames'],
        ]}
      >
        <Row columns="narrow">
          <DraftNumber
            path={[...path, 'servicePort']}
            label="Service Port"
            placeholder="any"
            help="For load balancers; 0 takes a free one."
          />
          <DraftList
            path={[...path, 'networkNames']}
            label="Only on the networks"
            placeholder="all of the app"
            help="Names of the app’s networks, one a line."
          />
        </Row>
        <Pairs path={[...path, 'labels']} add="Add Label" stem="label" />
      </MoreSettings>
    </>
  );
}

interface AutomaticProps {
  readonly path: JSONPath;
  readonly on: boolean;
  readonly index: number;
  readonly onChange: (on: boolean) => void;
}

function Automatic({ path, on, index, onChange }: AutomaticProps) {
  const { frozen } = useDraftForm();
  return (
    <CheckboxField
      id={fieldId([...path, '#automatic'])}
      label="Assign Automatically"
      value={on}
      disabled={frozen}
      help={on ? `Any free port of the agent; the app finds it in $PORT${index}.` : undefined}
      onChange={onChange}
    />
  );
}

const protocols = [
  { value: '', label: 'TCP (default)' },
  { value: 'tcp', label: 'TCP' },
  { value: 'udp', label: 'UDP' },
  { value: 'udp,tcp', label: 'UDP and TCP' },
];

export function Protocol({ path }: { path: JSONPath }) {
  return <DraftSelect path={path} label="Protocol" options={protocols} />;
}
