/** A sentence for the banner where the cluster is hosted in an unusual way. */
import { useSyncExternalStore } from 'react';
import { getConnection, subscribeConnection } from '../api/client/connection';
import type { Connection } from '../api/client/connection';
import type { Tone } from '../ui/tone';

export interface ConnectionNotice {
  readonly tone: Tone;
  readonly text: string;
}

const placeTexts = {
  'shared-worker': '',
  worker: 'This browser can’t share the cluster among tabs: it runs in this one, and other tabs wait until it closes.',
  page: 'This browser allows no worker here: the cluster runs in the page itself, which may make the page slower.',
};

/** What the visitor has to know about the connection; undefined where all is as usual. */
export const connectionNotice = (connection: Connection): ConnectionNotice | undefined => {
  switch (connection.kind) {
    case 'starting':
    case 'remote':
      return undefined;
    case 'simulated': {
      const unplugged = connection.intercepted
        ? ''
        : 'This browser allows no service worker here: this dashboard reaches the cluster, other programs in the page don’t.';
      const text = [placeTexts[connection.place], unplugged].filter(Boolean).join(' ');
      return text === '' ? undefined : { tone: 'off', text };
    }
    case 'elsewhere':
      return {
        tone: 'wait',
        text: 'The cluster runs in another tab, and this browser can’t share it. Close that tab, and this one takes over.',
      };
    case 'failed':
      return {
        tone: 'bad',
        text: `The simulated cluster could not be started: ${connection.message}. Reload the page to try again.`,
      };
  }
};

export const useConnectionNotice = (): ConnectionNotice | undefined =>
  connectionNotice(useSyncExternalStore(subscribeConnection, getConnection));
