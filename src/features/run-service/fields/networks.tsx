/** The networks a definition joins. The first decides how ports are given; only virtual ones can be several. */
import type { JSONPath } from 'jsonc-parser';
import { SelectField } from '../../../ui/select-field';
import { fieldId, useDraftForm } from '../draft-form';
import { listAt, textAt, valueAt } from '../json-value';
import type { FormEdit } from '../pod-draft';
import { DraftText } from './draft-field';
import { AddButton, Card, Group, MoreSettings, Row } from './form-parts';
import { joinNetwork, modeOf, networkTypes } from './network-types';
import { Pairs } from './pairs';

/** `join` is what choosing another kind for the first network takes. */
export function Networks({ join }: { join: (mode: string) => readonly FormEdit[] }) {
  const form = useDraftForm();
  const networks = listAt(form.value, ['networks']);
  const virtual = modeOf(networks[0]) === 'container';
  return (
    <>
      <NetworkFields index={0} join={join} />
      {networks.slice(1).map((_, place) => {
        const index = place + 1;
        return (
          <Card
            key={index}
            title={`Network ${index + 1}`}
            removeLabel={`Remove network ${index + 1}`}
            onRemove={() => form.edit({ path: ['networks', index], value: undefined })}
          >
            <NetworkFields index={index} join={(mode) => joinNetwork(form.value, index, mode)} />
          </Card>
        );
      })}
      {virtual && (
        <AddButton
          path={['networks']}
          onClick={() =>
            form.edit({ path: ['networks', networks.length], value: { mode: 'container', name: 'network' } })
          }
        >
          Add Network
        </AddButton>
      )}
    </>
  );
}

function NetworkFields({ index, join }: { index: number; join: (mode: string) => readonly FormEdit[] }) {
  const form = useDraftForm();
  const path: JSONPath = ['networks', index];
  const network = valueAt(form.value, path);
  const mode = modeOf(network);
  const error = form.errorAt(index === 0 ? [['networks']] : [path]);
  const labelled = valueAt(network, ['labels']) !== undefined;
  const named = valueAt(network, ['name']) !== undefined;
  return (
    <>
      <Row>
        <SelectField
          id={fieldId([...path, 'mode'])}
          label={index === 0 ? 'Network Type' : `Network Type ${index + 1}`}
          value={mode}
          options={networkTypes(textAt(network, ['name']))}
          disabled={form.frozen}
          onBlur={() => form.touch(['networks'])}
          onChange={(next) => form.edit(...join(next))}
          {...(error === undefined ? {} : { error })}
        />
        {(mode === 'container' || named) && (
          <DraftText path={[...path, 'name']} label="Network Name" placeholder="dcos" />
        )}
      </Row>
      {(mode !== 'host' || labelled) && (
        <MoreSettings title="Labels of the network" paths={[[...path, 'labels']]}>
          <Group title="Labels" note="Handed to the network’s plug-in.">
            <Pairs path={[...path, 'labels']} add="Add Label" stem="label" />
          </Group>
        </MoreSettings>
      )}
    </>
  );
}
