/** The words above the lines once more, for whoever can't see them there: said when they have rested for a moment. */
import { useEffect, useState } from 'react';
import { cx } from '../class-names';
import type { EditorLens } from './editor-contract';

/** Milliseconds: nobody wants each keystroke's sentence read aloud. */
const REST = 1000;

type LensStatusProps = { readonly lenses: readonly EditorLens[]; readonly className?: string | undefined };

/** Shown with a class, else for screen readers only. */
export function LensStatus({ lenses, className = 'visually-hidden' }: LensStatusProps) {
  const words = [...new Set(lenses.map(({ text }) => text))].join('. ');
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(words), REST);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <p role="status" aria-label="Placement" className={cx(said === '' ? 'visually-hidden' : className)}>
      {said}
    </p>
  );
}
