/** Files that are fetched into a sandbox, each with what is done with it there. */
import type { JSONPath } from 'jsonc-parser';
import { useDraftForm } from '../draft-form';
import { listAt } from '../json-value';
import { DraftCheckbox, DraftText } from './draft-field';
import { AddButton, Card, Choices, Group, Note, Row } from './form-parts';

export function Artifacts({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  const items = listAt(form.value, path);
  return (
    <Group title="Artifacts">
      {items.length === 0 && <Note>Files fetched into the sandbox before the container starts.</Note>}
      {items.map((_, index) => (
        <Card
          key={index}
          title={`Artifact ${index + 1}`}
          removeLabel={`Remove artifact ${index + 1}`}
          onRemove={() => form.edit({ path: [...path, index], value: undefined })}
        >
          <Artifact path={[...path, index]} />
        </Card>
      ))}
      <AddButton path={path} onClick={() => form.edit({ path: [...path, items.length], value: { uri: '' } })}>
        Add Artifact
      </AddButton>
    </Group>
  );
}

function Artifact({ path }: { path: JSONPath }) {
  return (
    <>
      <Row>
        <DraftText
          path={[...path, 'uri']}
          label="Artifact URI"
          mono
          keepEmpty
          placeholder="https://example.com/site.tar.gz"
          covers={[path]}
        />
        <DraftText path={[...path, 'destPath']} label="Destination" mono placeholder="as the URI ends" />
      </Row>
      <Choices>
        <DraftCheckbox path={[...path, 'extract']} label="Unpack archives" absent />
        <DraftCheckbox path={[...path, 'executable']} label="Make executable" />
        <DraftCheckbox path={[...path, 'cache']} label="Keep for later containers" />
      </Choices>
    </>
  );
}
