/** Why the cluster did not take the definition, and the ways on from there. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { deploymentMutations, deploymentQueries } from '../../api/queries/deployments';
import type { Deployment } from '../../protocol/marathon/deployment';
import type { FieldError } from '../../protocol/marathon/error';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { LinkButton } from '../../ui/link-button';
import { affectedServices } from '../shared/service-status';
import type { Refusal } from './use-run';

type RefusalBannerProps = {
  refusal: Refusal;
  existing: string | undefined;
  /** The id that was sent. */
  id: string;
  onEdit: (section: string) => void;
  onRefused: (errors: readonly FieldError[]) => void;
  onRun: (force: boolean) => void;
};

export function RefusalBanner(props: RefusalBannerProps) {
  const { refusal, id, onEdit, onRefused, onRun } = props;
  switch (refusal.kind) {
    case 'locked':
      return <LockedBanner {...props} deployments={refusal.deployments} />;
    case 'exists':
      return (
        <Banner
          tone="bad"
          actions={
            <>
              <Button onClick={() => onEdit('service')}>Change Service ID</Button>
              <LinkButton to="/run" search={{ kind: 'pod', service: id }} variant="secondary">
                Edit that service
              </LinkButton>
            </>
          }
        >
          A service with this ID already exists. Nothing was changed; choose another ID, or edit the one that is there.
        </Banner>
      );
    case 'invalid':
      return (
        <Banner tone="bad" actions={<Button onClick={() => onRefused(refusal.errors)}>Show in the form</Button>}>
          {`The cluster refused the definition (${refusal.message}): `}
          {refusal.errors.map(({ path, errors }) => `${path} ${errors.join(', ')}`).join('; ')}
        </Banner>
      );
    case 'unreachable':
      return (
        <Banner tone="bad" actions={<Button onClick={() => onRun(false)}>Try again</Button>}>
          {`Nothing was sent: ${refusal.message} The draft is kept.`}
        </Banner>
      );
    case 'other':
      return (
        <Banner tone="bad" actions={<Button onClick={() => onRun(false)}>Try again</Button>}>
          {`The cluster refused: ${refusal.message}`}
        </Banner>
      );
  }
}

/** How far a deployment is and what it changes, as far as it is still known. */
const progress = (id: string, deployment: Deployment | undefined): string =>
  deployment === undefined
    ? id
    : `${id} (${affectedServices(deployment).join(', ')}, step ${Math.max(1, deployment.currentStep)} of ${deployment.totalSteps})`;

function LockedBanner({ deployments, existing, onRun }: RefusalBannerProps & { deployments: readonly string[] }) {
  const [waiting, setWaiting] = useState(false);
  const { data: running, isFetchedAfterMount } = useQuery({ ...deploymentQueries.all(), refetchOnMount: 'always' });
  const { mutate: rollBack, isPending, error } = useMutation(deploymentMutations.rollBack());
  const held = running?.filter(({ id }) => deployments.includes(id)) ?? [];
  const isFree = isFetchedAfterMount && running !== undefined && held.length === 0;
  const goOn = useEffectEvent(() => onRun(false));
  useEffect(() => {
    if (waiting && isFree) goOn();
  }, [waiting, isFree]);
  const holder = held[0]?.id;
  const named = deployments
    .map((id) =>
      progress(
        id,
        held.find((each) => each.id === id),
      ),
    )
    .join('; ');
  return (
    <Banner
      tone="wait"
      actions={
        <>
          <Button busy={waiting && !isFree} onClick={() => setWaiting(true)}>
            {waiting ? 'Waiting' : 'Run when it is free'}
          </Button>
          {holder !== undefined && (
            <Button
              busy={isPending}
              onClick={() => {
                setWaiting(true);
                rollBack({ id: holder });
              }}
            >
              Roll that back, then run
            </Button>
          )}
          <Button variant="danger" onClick={() => onRun(true)}>
            Force Run Service
          </Button>
        </>
      }
    >
      {`Another deployment is changing ${existing ?? 'this service'}: ${named || 'its id is not known'}. Wait until it ends, roll it back, or force: it is then cancelled where it stands and this change takes over.`}
      {error && ` It can’t be rolled back: ${error.message}`}
    </Banner>
  );
}
