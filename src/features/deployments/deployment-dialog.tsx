/** *Roll Back* and *Stop Deployment*: how each leaves the services, before it is done. */
import { useMutation } from '@tanstack/react-query';
import { deploymentMutations } from '../../api/queries/deployments';
import type { Deployment } from '../../protocol/marathon/deployment';
import { Banner } from '../../ui/banner';
import { useToast } from '../../ui/toast';
import { rollBackAction, stopDeploymentAction } from '../shared/commands/actions';
import { affectedServices } from '../shared/service-status';
import { counted } from '../shared/status-words';
import { ActionDialog } from '../shared/dialogs/action-dialog';
import styles from '../shared/dialogs/action-dialog.module.css';
import type { Ending } from './ending';
import { rollBackOutlook } from './outlook';

const RollBackOutlook = ({ deployment }: { readonly deployment: Deployment }) => (
  <div>
    <p>This deployment is cancelled, and a new one leads back to what was there before:</p>
    <ul className={styles['points']}>
      {rollBackOutlook(deployment).map(({ id, fate }) => (
        <li key={id}>
          <strong>{id}</strong> {fate}
        </li>
      ))}
    </ul>
  </div>
);

/** Three are named, more are counted. */
const serviceNames = (deployment: Deployment): string => {
  const ids = affectedServices(deployment);
  return ids.length > 3 ? counted(ids.length, 'service') : ids.join(', ');
};

const StopOutlook = ({ deployment }: { readonly deployment: Deployment }) => (
  <>
    <p>
      The deployment of <strong>{serviceNames(deployment)}</strong> ends where it stands: no further step is taken, and
      none is taken back. Definitions stay as they were last written, and old and new instances may go on side by side.
    </p>
    <p>To have back what was there before, roll it back instead.</p>
  </>
);

const ways = {
  'roll-back': {
    word: 'Roll Back',
    mutation: deploymentMutations.rollBack,
    action: rollBackAction,
    done: { title: 'Rolling back', text: 'A new deployment leads back to what was there before.' },
  },
  stop: {
    word: 'Stop Deployment',
    mutation: deploymentMutations.stop,
    action: stopDeploymentAction,
    done: { title: 'Stopped', text: 'The deployment has ended where it stood.' },
  },
} as const;

interface DeploymentDialogProps {
  readonly ending: Ending;
  /** It is no longer among those that run. */
  readonly over: boolean;
  readonly onClose: () => void;
}

export const DeploymentDialog = ({ ending: { deployment, way }, over, onClose }: DeploymentDialogProps) => {
  const { word, mutation, action, done } = ways[way];
  const end = useMutation(mutation());
  const toast = useToast();
  const confirm = () => {
    const close = () => {
      toast('good', done.title, done.text);
      onClose();
    };
    end.mutate({ id: deployment.id }, { onSuccess: close });
  };
  return (
    <ActionDialog
      title={word}
      action={word}
      danger
      pending={end.isPending}
      error={end.error}
      ready={!over}
      command={() => action(deployment.id)}
      onConfirm={confirm}
      onClose={onClose}
    >
      {way === 'stop' ? <StopOutlook deployment={deployment} /> : <RollBackOutlook deployment={deployment} />}
      {over && !end.isPending && (
        <Banner tone="wait">
          It has ended meanwhile: there is nothing left to {way === 'stop' ? 'stop' : 'roll back'}.
        </Banner>
      )}
    </ActionDialog>
  );
};
