/** The first step of *Run a Service*: what to start from. */
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icon';
import { useId } from 'react';
import styles from './service-picker.module.css';
import { StartStep } from './start-step';

export type ServiceKind = 'single' | 'pod' | 'json';

type Tile = { title: string; text: string; icon: IconName; onChoose: () => void };

export function Tiles({ tiles }: { tiles: readonly Tile[] }) {
  const id = useId();
  return (
    <ul className={styles['tiles']}>
      {tiles.map(({ title, text, icon, onChoose }, index) => (
        <li key={title}>
          <button
            type="button"
            className={styles['tile']}
            onClick={onChoose}
            aria-label={title}
            aria-describedby={`${id}-${index}`}
          >
            <Icon name={icon} size={24} />
            <span className={styles['title']}>{title}</span>
            <span className={styles['text']} id={`${id}-${index}`}>
              {text}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

type PickerProps = {
  onKind: (kind: ServiceKind) => void;
  onTemplates: () => void;
  onImport: () => void;
  onCancel: () => void;
};

export function ServicePicker({ onKind, onTemplates, onImport, onCancel }: PickerProps) {
  return (
    <StartStep title="Run a Service" onCancel={onCancel}>
      <Tiles
        tiles={[
          {
            title: 'Single Container',
            text: 'An app: one container, as many instances as it takes.',
            icon: 'container',
            onChoose: () => onKind('single'),
          },
          {
            title: 'Multi-container (Pod)',
            text: 'Containers that run together on one agent and share network and volumes.',
            icon: 'services',
            onChoose: () => onKind('pod'),
          },
          {
            title: 'JSON Configuration',
            text: 'Write or paste the definition of a pod or an app; the editor knows every field.',
            icon: 'braces',
            onChoose: () => onKind('json'),
          },
          {
            title: 'Templates',
            text: 'Small services to learn from, ready to run, and those you saved.',
            icon: 'template',
            onChoose: onTemplates,
          },
          {
            title: 'Import',
            text: 'From Docker Compose, Kubernetes, a docker run line or definitions: paste them, or drop files anywhere here.',
            icon: 'upload',
            onChoose: onImport,
          },
        ]}
      />
    </StartStep>
  );
}
