/** Files of one's own come into the terminal as text, or are refused with the reason. */
import { expect, test } from 'vitest';
import { createShellFiles } from '../../cli/shell/shell-files';
import { addFiles } from './add-files';

test('texts are added by their names, a taken name gets the new text', async () => {
  const files = createShellFiles();
  files.write('pod.json', 'old');
  const { added, refused } = await addFiles([new File(['{"é": 1}'], 'pod.json'), new File([''], 'none')], files);
  expect([added, refused]).toEqual([['pod.json', 'none'], []]);
  expect(files.read('pod.json')).toBe('{"é": 1}');
});

test('what is too large, no text, or unreadable is refused by name and reason, and the rest is added', async () => {
  const files = createShellFiles();
  const folder = new File([], 'folder');
  Object.assign(folder, { arrayBuffer: () => Promise.reject(new Error('NotReadableError')) });
  const { added, refused } = await addFiles(
    [
      new File(['x'.repeat(2 * 1024 * 1024)], 'large.json'),
      new File([new Uint8Array([0xff, 0xfe, 0x41])], 'picture.png'),
      new File(['a\u0000b'], 'program'),
      folder,
      new File(['ok'], 'good.json'),
    ],
    files,
  );
  expect(added).toEqual(['good.json']);
  expect(refused).toEqual([
    'large.json was not added: it is 2.0 MiB large, and at most 1 MiB is taken.',
    'picture.png was not added: it is not plain text.',
    'program was not added: it is not plain text.',
    'folder was not added: it can’t be read, perhaps because it is a folder.',
  ]);
  expect(files.list()).toEqual(['good.json']);
});

test('more files than there is room for are refused', async () => {
  const files = createShellFiles({ largest: 10, total: 10, count: 1 });
  const { refused } = await addFiles([new File(['a'], 'a'), new File(['b'], 'b')], files);
  expect(refused).toEqual(['b was not added: There are already 1 files.']);
});
