/** The bar above every page: where one is, and the one primary action. On list pages the place is the page's heading. */
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { Button, IconButton } from '../ui/button';
import { useMedia } from '../ui/use-media';
import type { Crumb } from './crumbs';
import { crumbsOf, titleOf } from './crumbs';
import styles from './header.module.css';
import type { TerminalState } from './use-terminal';

function Trail({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className={styles['trail']}>
      <ol className={styles['steps']}>
        {crumbs.map((crumb, position) => {
          const last = position === crumbs.length - 1;
          return (
            <li key={`${position}-${crumb.label}`} className={styles['step']}>
              {crumb.href ? (
                <a href={crumb.href}>{crumb.label}</a>
              ) : (
                <span aria-current={last ? 'page' : undefined}>{crumb.label}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** Its word where there is room for it, else its icon alone. */
function TerminalButton({ terminal: { open, button, show, hide } }: { terminal: TerminalState }) {
  const narrow = useMedia('(width < 640px)');
  const press = () => (open ? hide() : show());
  return narrow ? (
    <IconButton ref={button} label="Terminal" icon="terminal" expanded={open} onClick={press} />
  ) : (
    <Button ref={button} variant="quiet" icon="terminal" expanded={open} onClick={press}>
      Terminal
    </Button>
  );
}

interface HeaderProps {
  /** Opens the navigation drawer on narrow screens. */
  readonly onMenu: () => void;
  readonly terminal: TerminalState;
}

export function Header({ onMenu, terminal }: HeaderProps) {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const navigate = useNavigate();
  const crumbs = crumbsOf(pathname);
  const [only] = crumbs;
  return (
    <header className={styles['header']}>
      <title>{titleOf(crumbs)}</title>
      <span className={styles['menu']}>
        <IconButton label="Navigation" icon="menu" onClick={onMenu} />
      </span>
      {crumbs.length === 1 ? <h1 className={styles['heading']}>{only?.label}</h1> : <Trail crumbs={crumbs} />}
      <TerminalButton terminal={terminal} />
      {pathname !== '/run' && (
        <Button variant="primary" icon="plus" onClick={() => void navigate({ to: '/run' })}>
          Run a Service
        </Button>
      )}
    </header>
  );
}
