/** The banner about the connection: silent where all is as usual, a sentence for everything else. */
import { expect, test } from 'vitest';
import { connectionNotice } from './connection-notice';

test('a cluster shared by all tabs and reached by fetch needs no word, nor does a real one', () => {
  expect(connectionNotice({ kind: 'simulated', place: 'shared-worker', intercepted: true })).toBeUndefined();
  expect(connectionNotice({ kind: 'remote', address: 'https://dcos.example' })).toBeUndefined();
  expect(connectionNotice({ kind: 'starting' })).toBeUndefined();
});

test('each fallback is named, two at once in one banner', () => {
  const notice = connectionNotice({ kind: 'simulated', place: 'page', intercepted: false });
  expect(notice?.text).toContain('the cluster runs in the page itself');
  expect(notice?.text).toContain('no service worker');
});

test('a tab that waits for another, and a cluster that did not start, say what to do', () => {
  expect(connectionNotice({ kind: 'elsewhere' })?.text).toContain('Close that tab');
  expect(connectionNotice({ kind: 'failed', message: 'Error: no room' })?.text).toContain('Error: no room. Reload');
});
