/** Settings of the Linux kernel: the filter of system calls, and shared memory. */
import type { JSONPath } from 'jsonc-parser';
import { DraftCheckbox, DraftNumber, DraftSelect, DraftText } from './draft-field';
import { Group, Row } from './form-parts';

const modes = [
  { value: '', label: 'As the agent has it' },
  { value: 'PRIVATE', label: 'Of its own' },
  { value: 'SHARE_PARENT', label: 'Of what it runs in' },
];

export function LinuxFields({ path, note }: { path: JSONPath; note: string }) {
  const at = (...rest: JSONPath): JSONPath => [...path, ...rest];
  return (
    <Group title="Linux" note={note}>
      <Row columns="narrow">
        <DraftSelect path={at('ipcInfo', 'mode')} label="Shared memory" options={modes} covers={[at('ipcInfo')]} />
        <DraftNumber path={at('ipcInfo', 'shmSize')} label="Size of /dev/shm (MiB)" placeholder="64" />
        <DraftText
          path={at('seccomp', 'profileName')}
          label="Seccomp profile"
          mono
          placeholder="default.json"
          covers={[at('seccomp')]}
        />
      </Row>
      <DraftCheckbox path={at('seccomp', 'unconfined')} label="No filter of system calls" />
    </Group>
  );
}
