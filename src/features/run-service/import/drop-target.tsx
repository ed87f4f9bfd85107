/** Files may be dropped anywhere inside; a frame shows where while they hover. */
import { useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import { cx } from '../../../ui/class-names';
import styles from './drop-target.module.css';

interface DropTargetProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

export function DropTarget({ onFiles, children }: DropTargetProps) {
  const [over, setOver] = useState(false);
  return (
    <div
      className={cx(styles['target'], over && styles['over'])}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
        // Else the browser opens the file in place of the page.
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
    </div>
  );
}
