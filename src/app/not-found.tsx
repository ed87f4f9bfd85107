/** For an address that leads nowhere. */
import { EmptyState } from '../ui/empty-state';
import { LinkButton } from '../ui/link-button';

export function NotFound() {
  return (
    <EmptyState
      icon="search"
      title="Page not found"
      actions={
        <LinkButton variant="primary" to="/services">
          To the services
        </LinkButton>
      }
    >
      Nothing lives at this address. It may have been mistyped or moved.
    </EmptyState>
  );
}
