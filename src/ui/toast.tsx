/** Toasts: what succeeded or failed, said once. The floating layer is loaded when the first one is raised. */
import { Suspense, lazy, useEffect, useState } from 'react';
import { onToasts, raiseToast, waitingToasts } from './toast-store';

const ToastLayer = lazy(async () => ({ default: (await import('./toast-layer')).ToastLayer }));

/** `const toast = useToast(); toast('good', 'Pod created', 'shop/web is deploying.')` */
export const useToast = () => raiseToast;

/** Mount once, near the root. */
export function ToastRegion() {
  const [needed, setNeeded] = useState(() => waitingToasts().length > 0);
  useEffect(() => onToasts(() => setNeeded(true)), []);
  if (!needed) return null;
  return (
    <Suspense>
      <ToastLayer />
    </Suspense>
  );
}
