/** For tests: a deployment that scales `/shop/web`, at its only step. */
import type { Deployment } from '../../protocol/marathon/deployment';

export const aDeployment = (overrides: Partial<Deployment> = {}): Deployment => ({
  id: 'd-1',
  version: '2017-03-17T10:00:00.000Z',
  affectedApps: [],
  affectedPods: ['/shop/web'],
  steps: [{ actions: [{ action: 'ScalePod', pod: '/shop/web' }] }],
  currentActions: [{ action: 'ScalePod', pod: '/shop/web', readinessCheckResults: [] }],
  currentStep: 1,
  totalSteps: 1,
  ...overrides,
});
