/** *Export*: the definition for Kubernetes or Docker Compose, to copy or to download, with what did not carry over. */
import { useMemo, useState } from 'react';
import { Button } from '../../../ui/button';
import { CodeText } from '../../../ui/code-text';
import { Dialog } from '../../../ui/dialog';
import { Tabs } from '../../../ui/tabs';
import { exportDefinition } from './export-definition';
import type { ExportTarget } from './export-definition';
import styles from './export-dialog.module.css';
import { NoteList } from './note-list';

interface ExportDialogProps {
  /** The definition as parsed JSON. */
  readonly value: unknown;
  readonly kind: 'pod' | 'app';
  readonly onClose: () => void;
}

/** Hands a text over as a file. */
function download(fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}

export function ExportDialog({ value, kind, onClose }: ExportDialogProps) {
  const [target, setTarget] = useState<ExportTarget>('kubernetes');
  const { fileName, text, notes } = useMemo(() => exportDefinition(value, kind, target), [value, kind, target]);
  return (
    <Dialog
      open
      size="wide"
      title="Export"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Done</Button>
          <Button variant="primary" icon="download" onClick={() => download(fileName, text)}>
            {`Download ${fileName}`}
          </Button>
        </>
      }
    >
      <Tabs
        label="Export to"
        value={target}
        onChange={setTarget}
        tabs={[
          { value: 'kubernetes', label: 'Kubernetes' },
          { value: 'compose', label: 'Docker Compose' },
        ]}
      />
      <div className={styles['export']}>
        <NoteList notes={notes} open />
        <CodeText block copyLabel="Copy file">
          {text}
        </CodeText>
      </div>
    </Dialog>
  );
}
