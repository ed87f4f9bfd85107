/** Which event makes what stale. */
import { expect, test } from 'vitest';
import type { MarathonEvent } from '../../protocol/marathon/event';
import { effectOf } from './event-effects';

const timestamp = '2017-03-17T10:00:00.000Z';
const plan = {
  id: 'd1',
  version: timestamp,
  steps: [
    { actions: [{ action: 'StartPod', pod: '/a' } as const] },
    {
      actions: [
        { action: 'ScalePod', pod: '/a' } as const,
        { action: 'StopPod', pod: '/b/c' } as const,
        { action: 'StartApplication', app: '/d' } as const,
      ],
    },
  ],
};

test.each([
  ['/v2/pods//shop/web', ['/shop/web']],
  ['/v2/pods/shop/web', ['/shop/web']],
  ['/v2/pods/shop/web?force=true', ['/shop/web']],
  ['/v2/pods//shop/web::instances', ['/shop/web']],
  ['/v2/pods//shop/web::instances/shop_web.instance-1', ['/shop/web']],
  ['/v2/pods', []],
])('the request %s changed the pods %j', (uri, pods) => {
  const event: MarathonEvent = { eventType: 'pod_updated_event', timestamp, clientIp: '10.0.0.1', uri };
  expect(effectOf(event)).toEqual({ pods, definitions: pods, queue: true, deployments: true });
});

test('a step of a deployment concerns each service of its plan once, and the deployments', () => {
  const event: MarathonEvent = { eventType: 'deployment_info', timestamp, plan, currentStep: { actions: [] } };
  expect(effectOf(event)).toEqual({ pods: ['/a', '/b/c'], apps: ['/d'], deployments: true });
});

test('the end of a deployment also renews definitions and queue', () => {
  const event: MarathonEvent = { eventType: 'deployment_success', timestamp, id: 'd1', plan };
  expect(effectOf(event)).toMatchObject({ definitions: ['/a', '/b/c', '/d'], queue: true });
});

test('a task changes a service, whichever kind it is of; a health check only ever an app', () => {
  const event: MarathonEvent = {
    eventType: 'instance_health_changed_event',
    timestamp,
    instanceId: 'web.instance-1',
    runSpecId: '/web',
    healthy: true,
    runSpecVersion: timestamp,
  };
  expect(effectOf(event)).toEqual({ services: ['/web'] });
  expect(effectOf({ eventType: 'failed_health_check_event', timestamp, appId: '/web' })).toEqual({ apps: ['/web'] });
});

test('a listener that comes or goes changes nothing', () => {
  expect(effectOf({ eventType: 'event_stream_attached', timestamp, remoteAddress: '10.0.0.1' })).toEqual({});
});
