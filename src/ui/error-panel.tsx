/** What failed, why, and what to do about it. */
import { Button } from './button';
import styles from './error-panel.module.css';
import { Icon } from './icon';

interface ErrorPanelProps {
  readonly title: string;
  readonly message: string;
  readonly details?: readonly string[];
  readonly onRetry?: () => void;
}

export function ErrorPanel({ title, message, details = [], onRetry }: ErrorPanelProps) {
  return (
    <div className={styles['panel']} role="alert">
      <Icon name="warning" className={styles['icon'] ?? ''} />
      <div className={styles['text']}>
        <p className={styles['title']}>{title}</p>
        <p>{message}</p>
        {details.length > 0 && (
          <ul className={styles['details']}>
            {details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        )}
        {onRetry && (
          <div className={styles['actions']}>
            <Button icon="refresh" onClick={onRetry}>
              Try again
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
