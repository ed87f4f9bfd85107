/** A reserved disk: its size, and which disk it may be. */
import type { JSONPath } from 'jsonc-parser';
import { Constraints } from './constraints';
import { DraftNumber, DraftSelect, DraftText } from './draft-field';
import { Group, MoreSettings, Row } from './form-parts';

const types = [
  { value: '', label: 'Root disk (default)' },
  { value: 'root', label: 'Root disk' },
  { value: 'path', label: 'Part of a dedicated disk' },
  { value: 'mount', label: 'Whole dedicated disk' },
];

export function DiskFields({ path, form }: { path: JSONPath; form: 'object' | 'list' }) {
  const at = (name: string): JSONPath => [...path, name];
  return (
    <MoreSettings title="Which disk" paths={['maxSize', 'profileName', 'constraints'].map(at)}>
      <Row columns="narrow">
        <DraftSelect path={at('type')} label="Disk Type" options={types} />
        <DraftNumber
          path={at('maxSize')}
          label="Maximal Size (MiB)"
          placeholder="any"
          help="Only for whole dedicated disks."
        />
        <DraftText path={at('profileName')} label="Storage Profile" placeholder="any" />
      </Row>
      <Group title="Path of the disk" note="For dedicated disks: the path matches, or does not match, an expression.">
        <Constraints
          path={at('constraints')}
          form={form}
          add="Add Disk Constraint"
          start={['path', 'LIKE', '/mnt/.*']}
          suggestions={['path']}
        />
      </Group>
    </MoreSettings>
  );
}
