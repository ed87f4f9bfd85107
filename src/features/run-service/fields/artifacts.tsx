/** Files that are fetched into a sandbox, as rows. */
import type { JSONPath } from 'jsonc-parser';
import { useDraftForm } from '../draft-form';
import { listAt } from '../json-value';
import { DraftText } from './draft-field';
import { AddButton, Group, Line, Lines, Note } from './form-parts';

export function Artifacts({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  const items = listAt(form.value, path);
  return (
    <Group title="Artifacts">
      {items.length === 0 && <Note>Files fetched into the sandbox before the container starts.</Note>}
      <Lines>
        {items.map((_, index) => (
          <Line
            key={index}
            removeLabel={`Remove artifact ${index + 1}`}
            onRemove={() => form.edit({ path: [...path, index], value: undefined })}
          >
            <DraftText
              path={[...path, index, 'uri']}
              label="Artifact URI"
              mono
              placeholder="https://example.com/site.tar.gz"
              covers={[[...path, index]]}
            />
            <DraftText path={[...path, index, 'destPath']} label="Destination" mono placeholder="as the URI ends" />
          </Line>
        ))}
      </Lines>
      <AddButton onClick={() => form.edit({ path: [...path, items.length], value: { uri: '' } })}>
        Add Artifact
      </AddButton>
    </Group>
  );
}
