/** The bar above every page: where one is, and the one primary action. On list pages the place is the page's heading. */
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { Button, IconButton } from '../ui/button';
import type { Crumb } from './crumbs';
import { crumbsOf, titleOf } from './crumbs';
import styles from './header.module.css';

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

interface HeaderProps {
  /** Opens the navigation drawer on narrow screens. */
  readonly onMenu: () => void;
}

export function Header({ onMenu }: HeaderProps) {
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
      {pathname !== '/run' && (
        <Button variant="primary" icon="plus" onClick={() => void navigate({ to: '/run' })}>
          Run a Service
        </Button>
      )}
    </header>
  );
}
