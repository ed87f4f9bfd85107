/** The files of the terminal are pods that Marathon takes. */
import { expect, test } from 'vitest';
import { checkPod } from '../../protocol/marathon/pod-check';
import { exampleFiles } from './example-files';

test.each([...exampleFiles])('%s is plain JSON, and a pod', (_name, text) => {
  expect(checkPod(JSON.parse(text))).toMatchObject({ kind: 'accepted' });
});

test('the example of the documentation is three containers that sleep, ten times', () => {
  expect(JSON.parse(exampleFiles.get('a-pod-with-multiple-containers.json') ?? '')).toMatchObject({
    containers: [{ name: 'sleep1' }, { name: 'sleep2' }, { name: 'sleep3' }],
    scaling: { instances: 10 },
  });
});
