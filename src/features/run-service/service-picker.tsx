/** The first step of *Run a Service*: what to start from. */
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icon';
import styles from './service-picker.module.css';
import { allTemplates } from './all-templates';

export type ServiceKind = 'single' | 'pod' | 'json';

type Tile = { title: string; text: string; icon: IconName; onChoose: () => void };

function Tiles({ tiles }: { tiles: readonly Tile[] }) {
  return (
    <ul className={styles['tiles']}>
      {tiles.map(({ title, text, icon, onChoose }, index) => (
        <li key={title}>
          <button
            type="button"
            className={styles['tile']}
            onClick={onChoose}
            aria-label={title}
            aria-describedby={`tile-${index}`}
          >
            <Icon name={icon} size={24} />
            <span className={styles['title']}>{title}</span>
            <span className={styles['text']} id={`tile-${index}`}>
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
  onCancel: () => void;
};

export function ServicePicker({ onKind, onTemplates, onCancel }: PickerProps) {
  return (
    <section className={styles['picker']} aria-labelledby="run-title">
      <header className={styles['header']}>
        <h1 id="run-title">Run a Service</h1>
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </header>
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
            text: `${allTemplates.length} small services to learn from, ready to run.`,
            icon: 'template',
            onChoose: onTemplates,
          },
        ]}
      />
    </section>
  );
}

export function TemplatePicker({ onChoose, onBack }: { onChoose: (name: string) => void; onBack: () => void }) {
  return (
    <section className={styles['picker']} aria-labelledby="templates-title">
      <header className={styles['header']}>
        <Button variant="quiet" icon="arrow-left" onClick={onBack}>
          Back
        </Button>
        <h1 id="templates-title">Templates</h1>
      </header>
      <Tiles
        tiles={allTemplates.map(({ name, title, teaches }) => ({
          title,
          text: teaches,
          icon: 'template',
          onChoose: () => onChoose(name),
        }))}
      />
    </section>
  );
}
