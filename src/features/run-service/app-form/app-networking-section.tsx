/** The networks of an app, and the ports it is reached on. */
import type { JSONPath } from 'jsonc-parser';
import { useDraftForm } from '../draft-form';
import { DraftCheckbox } from '../fields/draft-field';
import { AddButton, Card, Group, MoreSettings, Note, SectionTitle, Stack } from '../fields/form-parts';
import { networkMode } from '../fields/network-types';
import { Networks } from '../fields/networks';
import { freeName, listAt, namesOf, textAt, valueAt } from '../json-value';
import { DefinedPort, MappedPort } from './app-port-fields';
import { PORT_DEFINITIONS, PORT_MAPPINGS, changeNetwork, portsPath } from './app-ports';
import { engineFor } from './engine';
import { OldNetworking } from './old-networking';

export function AppNetworkingSection() {
  const { value } = useDraftForm();
  const mode = networkMode(value);
  const used = portsPath(value);
  const unused = [PORT_DEFINITIONS, PORT_MAPPINGS].filter((path) => path !== used && listAt(value, path).length > 0);
  return (
    <Stack>
      <SectionTitle title="Networking">How an instance is reached, and by which ports.</SectionTitle>
      <Networks join={(next) => changeNetwork(value, next)} />
      {valueAt(value, used) === undefined && <Note>Marathon gives it one port, called “default”.</Note>}
      <Ports path={used} mode={mode} />
      {unused.map((path) => (
        <Group key={path.join('.')} title="Ports of another kind of network">
          <Ports path={path} mode={mode} />
        </Group>
      ))}
      {(used === PORT_DEFINITIONS || valueAt(value, ['requirePorts']) !== undefined) && <RequirePorts />}
      <OldNetworking />
    </Stack>
  );
}

function Ports({ path, mode }: { path: JSONPath; mode: string }) {
  const form = useDraftForm();
  const host = path === PORT_DEFINITIONS;
  const ports = listAt(form.value, path);
  const added = {
    name: freeName('endpoint', namesOf(ports)),
    ...(host ? { port: 0 } : { containerPort: 80, ...(mode === 'container' ? {} : { hostPort: 0 }) }),
    protocol: 'tcp',
  };
  return (
    <>
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
        path={path}
        onClick={() =>
          form.edit(...(host ? [] : engineFor(form.value)), { path: [...path, ports.length], value: added })
        }
      >
        Add Service Endpoint
      </AddButton>
    </>
  );
}

/** What *Assign Automatically* decides for each port, for all of them. */
function RequirePorts() {
  return (
    <MoreSettings title="Ports of load balancers" paths={[['requirePorts']]}>
      <DraftCheckbox
        path={['requirePorts']}
        label="The numbers are ports of the agent"
        help="Else they are known to load balancers only, and the agent gives any it has free."
      />
    </MoreSettings>
  );
}
