/** The secrets of a definition: the name the rest of it uses, and where in the secret store it is. */
import { useDraftForm } from '../draft-form';
import { freeName, rowsAt } from '../json-value';
import { DraftText } from './draft-field';
import { AddButton, Group, Line, Lines } from './form-parts';
import { KeyField } from './pairs';

export const secretNames = (value: unknown): readonly string[] => rowsAt(value, ['secrets']).map(([name]) => name);

export function Secrets() {
  const form = useDraftForm();
  const names = secretNames(form.value);
  return (
    <Group title="Secrets" note="Variables, volumes and images refer to a secret by its name here.">
      <Lines>
        {names.map((name, index) => (
          <Line
            key={index}
            removeLabel={`Remove secret ${name}`}
            onRemove={() => form.edit({ path: ['secrets', name], value: undefined })}
          >
            <KeyField path={['secrets', name]} label="Secret Name" name={name} others={names.toSpliced(index, 1)} />
            <DraftText
              path={['secrets', name, 'source']}
              label="Path in the Secret Store"
              mono
              keepEmpty
              placeholder="/shop/database-password"
              covers={[['secrets', name]]}
            />
          </Line>
        ))}
      </Lines>
      <AddButton
        path={['secrets']}
        onClick={() => form.edit({ path: ['secrets', freeName('secret', names)], value: { source: '' } })}
      >
        Add Secret
      </AddButton>
    </Group>
  );
}
