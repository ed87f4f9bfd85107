/** The region that shows toasts and announces them; failures stay until dismissed. Loaded on demand by `toast.tsx`. */
import { Toast } from '@base-ui/react/toast';
import { useEffect } from 'react';
import { IconButton } from './button';
import { cx } from './class-names';
import { Icon } from './icon';
import type { IconName } from './icon';
import { onToasts, takeToasts } from './toast-store';
import styles from './toast.module.css';
import type { Tone } from './tone';

const icons: Readonly<Record<Tone, IconName>> = {
  good: 'success',
  busy: 'info',
  wait: 'warning',
  bad: 'error',
  off: 'info',
};

const shownFor = 6000;

interface ToastData {
  readonly tone: Tone;
}

function ToastList() {
  const manager = Toast.useToastManager<ToastData>();
  const { add, close } = manager;
  useEffect(() => {
    const show = () => {
      for (const { tone, title, text } of takeToasts()) {
        add({
          title,
          ...(text ? { description: text } : {}),
          data: { tone },
          timeout: tone === 'bad' ? 0 : shownFor,
          priority: tone === 'bad' ? 'high' : 'low',
        });
      }
    };
    show();
    return onToasts(show);
  }, [add]);

  return manager.toasts.map((toast) => {
    const tone = toast.data?.tone ?? 'off';
    return (
      <Toast.Root key={toast.id} toast={toast} className={cx(styles['toast'], styles[tone])}>
        <Icon name={icons[tone]} />
        <Toast.Content className={styles['content']}>
          <Toast.Title className={styles['title']} />
          <Toast.Description className={styles['text']} />
        </Toast.Content>
        <IconButton label="Dismiss" icon="close" onClick={() => close(toast.id)} />
      </Toast.Root>
    );
  });
}

export function ToastLayer() {
  return (
    <Toast.Provider limit={4}>
      <Toast.Portal>
        <Toast.Viewport className={styles['viewport']} aria-label="Notifications">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
