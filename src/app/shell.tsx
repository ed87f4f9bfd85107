/** The frame around every page: sidebar (a drawer on narrow screens), header, notices, and the page itself. */
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useClusterClock } from '../features/cluster-controls/use-cluster-clock';
import { TerminalDoor } from '../features/shared/terminal-door';
import { PanelBoundary } from '../ui/error-boundary';
import { ToastRegion } from '../ui/toast';
import { useMedia } from '../ui/use-media';
import { Drawer } from './drawer';
import { Header } from './header';
import { Notices } from './notices';
import styles from './shell.module.css';
import { Sidebar } from './sidebar';
import { useSidebarCollapsed } from './sidebar-width';
import { TerminalSlot } from './terminal-slot';
import { useTerminal } from './use-terminal';

export function Shell() {
  useClusterClock();
  const [collapsed, toggleCollapsed] = useSidebarCollapsed();
  const [drawerOpen, setDrawerOpen] = useState(false);
  const narrow = useMedia('(width < 900px)');
  const terminal = useTerminal();
  // On narrow screens the terminal covers the page.
  const covered = narrow && terminal.open;
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  return (
    <TerminalDoor value={terminal.show}>
      <div className={styles['shell']}>
        <a className={styles['skip']} href="#main" onClick={skipToMain} inert={covered}>
          Skip to content
        </a>
        {narrow ? (
          <Drawer open={drawerOpen} onClose={() => setDrawerOpen(false)} label="Navigation">
            <Sidebar collapsed={false} />
          </Drawer>
        ) : (
          <aside className={styles['side']} aria-label="Sidebar">
            <Sidebar collapsed={collapsed} onCollapse={toggleCollapsed} />
          </aside>
        )}
        <div className={styles['page']}>
          <div className={styles['content']} inert={covered}>
            <Header onMenu={() => setDrawerOpen(true)} terminal={terminal} />
            <Notices />
            <main id="main" className={styles['main']} tabIndex={-1}>
              <PanelBoundary name="This page" resetKey={pathname}>
                <Outlet />
              </PanelBoundary>
            </main>
          </div>
          <TerminalSlot terminal={terminal} />
        </div>
        <ToastRegion />
      </div>
    </TerminalDoor>
  );
}

/** The address bar's hash is the route, so the link moves the focus itself. */
function skipToMain(event: { preventDefault: () => void }) {
  event.preventDefault();
  document.querySelector<HTMLElement>('#main')?.focus();
}
