/** There is no such pod: never was, or no longer is. */
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/link-button';

export const PodNotFound = ({ podId, wasThere }: { readonly podId: string; readonly wasThere: boolean }) => (
  <EmptyState
    icon="services"
    title="Service not found"
    actions={<LinkButton to="/services">Back to Services</LinkButton>}
  >
    <h1 className="visually-hidden">{podId}</h1>
    {wasThere
      ? `${podId} has been deleted.`
      : `No service has the id ${podId}. It may have been deleted, or the address is wrong.`}
  </EmptyState>
);
