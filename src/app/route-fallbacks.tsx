/** What a route shows while its code is on its way, and when it can't be loaded or drawn. */
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import { ErrorPanel } from '../ui/error-panel';
import { Loading } from '../ui/loading';
import { tryAgain } from '../ui/try-again';

export const RoutePending = () => <Loading label="page" rows={8} />;

export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = () =>
    tryAgain(error, () => {
      reset();
      void router.invalidate();
    });
  return (
    <ErrorPanel
      title="This page can’t be shown"
      message={error instanceof Error && error.message ? error.message : 'Something went wrong while opening it.'}
      onRetry={again}
    />
  );
}
