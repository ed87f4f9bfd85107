/** The editor's news is known to everyone who acts on the text, whatever the frame. */
import { act, render, screen } from '@testing-library/react';
import { useRef, useState } from 'react';
import { expect, test } from 'vitest';
import { useNews } from './use-news';

/** An editor of one element, and beside it a button that reads the text and one that puts another in its place. */
function openEditor() {
  const seen: string[] = [];
  const editor: { type: (text: string) => void } = { type: () => undefined };
  function Host() {
    const host = useRef<HTMLDivElement>(null);
    const [text, setText] = useState('as it was');
    const news = useNews(host, (told) => told.text !== undefined && setText(told.text));
    editor.type = (typed) => news.later({ text: typed });
    return (
      <>
        <div ref={host}>
          <textarea aria-label="Text" />
        </div>
        <button type="button" onClick={() => seen.push(text)}>
          Read
        </button>
        <button type="button" onClick={() => setText(`${text}, changed`)}>
          Change
        </button>
        <output>{text}</output>
      </>
    );
  }
  render(<Host />);
  return { seen, editor };
}

test('a press that leaves the focus in the editor reads the newest text', () => {
  const { seen, editor } = openEditor();
  screen.getByLabelText('Text').focus();
  act(() => {
    editor.type('just typed');
    screen.getByText('Read').click();
  });
  expect(seen).toEqual(['just typed']);
});

test('what is changed elsewhere right after a key is changed in the newest text, and stays changed', async () => {
  const { editor } = openEditor();
  act(() => {
    editor.type('just typed');
    screen.getByText('Change').click();
  });
  expect(await screen.findByText('just typed, changed')).toBeDefined();
  // The frame that the key waited for comes later and has nothing left to tell.
  await act(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  });
  expect(screen.getByText('just typed, changed')).toBeDefined();
});

test('a page that is left, and an editor that loses the focus, have told everything', async () => {
  const { editor } = openEditor();
  act(() => {
    editor.type('before the page goes');
    dispatchEvent(new Event('pagehide'));
  });
  expect(screen.getByText('before the page goes')).toBeDefined();
  await act(async () => {
    editor.type('before the focus goes');
    screen.getByLabelText('Text').dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
    await Promise.resolve();
  });
  expect(screen.getByText('before the focus goes')).toBeDefined();
});
