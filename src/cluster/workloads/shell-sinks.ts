/** Where the outputs of a command go: into the container's two files, or elsewhere, where nobody of ours reads them. */
import type { Redirect } from './shell-ast';

export type Sink = 'stdout' | 'stderr' | 'elsewhere';

/** Of file descriptors 1 and 2. */
export interface Sinks {
  readonly out: Sink;
  readonly err: Sink;
}

export const OWN_SINKS: Sinks = { out: 'stdout', err: 'stderr' };

const duplicate = ({ out, err }: Sinks, target: string): Sink =>
  target === '1' ? out : target === '2' ? err : 'elsewhere';

const opened = (sinks: Sinks, path: string): Sink => {
  if (path === '/dev/stdout') return sinks.out;
  if (path === '/dev/stderr') return sinks.err;
  return 'elsewhere';
};

/** One redirection more, its target already a text. Inputs and descriptors above 2 change nothing. */
export const redirectSinks = (sinks: Sinks, { text }: Redirect, target: string): Sinks => {
  const [, number, sign] = /^(\d*)(>>|>&|>\||>)$/.exec(text) ?? [];
  if (sign === undefined) return sinks;
  const sink = sign === '>&' ? duplicate(sinks, target) : opened(sinks, target);
  // `>& file` takes both along.
  if (sign === '>&' && number === '' && !/^[\d-]+$/.test(target)) return { out: sink, err: sink };
  if (number === '2') return { ...sinks, err: sink };
  return number === '' || number === '1' ? { ...sinks, out: sink } : sinks;
};
