/** There is no such pod: never was, or no longer is. */
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/link-button';

export const ServiceNotFound = ({
  serviceId,
  wasThere,
}: {
  readonly serviceId: string;
  readonly wasThere: boolean;
}) => (
  <EmptyState
    icon="services"
    title="Service not found"
    actions={<LinkButton to="/services">Back to Services</LinkButton>}
  >
    <h1 className="visually-hidden">{serviceId}</h1>
    {wasThere
      ? `${serviceId} has been deleted.`
      : `No service has the id ${serviceId}. It may have been deleted, or the address is wrong.`}
  </EmptyState>
);
