/** One deployment: its services with their status, and its steps with the current one marked. */
import type { Deployment } from '../../protocol/marathon/deployment';
import { Button } from '../../ui/button';
import { cx } from '../../ui/class-names';
import { Glyph } from '../../ui/glyph';
import type { GlyphShape } from '../../ui/glyph';
import { Progress } from '../../ui/progress';
import type { Tone } from '../../ui/tone';
import { RelativeTime } from '../shared/relative-time';
import { actionText } from './action-text';
import { affectedServices } from '../shared/service-status';
import { AffectedService } from './affected-service';
import styles from './deployment-card.module.css';
import type { Ending } from './ending';

type StepState = 'done' | 'current' | 'next';

const stepLooks: Readonly<
  Record<StepState, { readonly shape: GlyphShape; readonly tone: Tone; readonly word: string }>
> = {
  done: { shape: 'tick', tone: 'good', word: 'Done' },
  current: { shape: 'half-disc', tone: 'busy', word: 'Now' },
  next: { shape: 'ring', tone: 'off', word: 'Next' },
};

const stepState = (position: number, currentStep: number): StepState => {
  if (position < currentStep) return 'done';
  return position === currentStep ? 'current' : 'next';
};

function Steps({ deployment }: { deployment: Deployment }) {
  return (
    <ol className={styles['steps']}>
      {deployment.steps.map((step, index) => {
        const state = stepState(index + 1, deployment.currentStep);
        const { shape, tone, word } = stepLooks[state];
        const text = step.actions.map(actionText).join(', ');
        return (
          <li
            key={`${index}-${text}`}
            className={cx(styles['step'], styles[state])}
            aria-current={state === 'current' ? 'step' : undefined}
          >
            <Glyph shape={shape} tone={tone} progress={0} />
            <span>{text}</span>
            <span className={styles['word']}>{word}</span>
          </li>
        );
      })}
    </ol>
  );
}

interface DeploymentCardProps {
  readonly deployment: Deployment;
  readonly onEnd: (ending: Ending) => void;
}

export function DeploymentCard({ deployment, onEnd }: DeploymentCardProps) {
  const { id, version, currentStep, totalSteps } = deployment;
  const done = Math.max(0, currentStep - 1);
  return (
    <article className={styles['card']} aria-label={`Deployment ${id}`}>
      <div className={styles['head']}>
        <ul className={styles['pods']}>
          {affectedServices(deployment).map((service) => (
            <li key={service}>
              <AffectedService id={service} deployment={deployment} />
            </li>
          ))}
        </ul>
        <p className={styles['facts']}>
          started <RelativeTime at={version} />
        </p>
      </div>
      <div className={styles['progress']}>
        <Progress label="Steps done" value={done} max={totalSteps} text={`${done} of ${totalSteps}`} tone="busy" />
        <span className={styles['facts']}>
          step {Math.max(1, currentStep)} of {totalSteps}
        </span>
      </div>
      <Steps deployment={deployment} />
      <div className={styles['foot']}>
        <p className={styles['id']}>
          <code>{id}</code>
        </p>
        <div className={styles['actions']}>
          <Button variant="quiet" onClick={() => onEnd({ deployment, way: 'stop' })}>
            Stop Deployment
          </Button>
          <Button onClick={() => onEnd({ deployment, way: 'roll-back' })}>Roll Back</Button>
        </div>
      </div>
    </article>
  );
}
