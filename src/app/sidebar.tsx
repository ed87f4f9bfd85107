/** The dark column at the left: brand, the four places, and at its foot the cluster and the theme. */
import { Link } from '@tanstack/react-router';
import { ClusterCard } from '../features/cluster-controls/cluster-card';
import { PanelBoundary } from '../ui/error-boundary';
import { Icon } from '../ui/icon';
import { Brand } from './brand';
import styles from './sidebar.module.css';
import { ThemeSwitch } from './theme-switch';

const places = [
  { to: '/dashboard', label: 'Dashboard', icon: 'dashboard' },
  { to: '/services', label: 'Services', icon: 'services' },
  { to: '/deployments', label: 'Deployments', icon: 'deployments' },
  { to: '/nodes', label: 'Nodes', icon: 'nodes' },
] as const;

interface SidebarProps {
  readonly collapsed: boolean;
  /** Absent in the drawer, which closes instead. */
  readonly onCollapse?: () => void;
}

export function Sidebar({ collapsed, onCollapse }: SidebarProps) {
  return (
    <div className={styles['sidebar']} data-collapsed={collapsed || undefined}>
      <Link to="/dashboard" className={styles['brand']} aria-label="Podrome, to the dashboard">
        <Brand />
      </Link>
      <nav aria-label="Main" className={styles['nav']}>
        <ul>
          {places.map(({ to, label, icon }) => (
            <li key={to}>
              <Link
                to={to}
                className={styles['place']}
                activeProps={{ 'aria-current': 'page' }}
                activeOptions={{ includeSearch: false }}
                title={collapsed ? label : undefined}
              >
                <Icon name={icon} />
                <span className={styles['label']}>{label}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles['foot']}>
        {!collapsed && (
          <PanelBoundary name="Cluster">
            <ClusterCard />
          </PanelBoundary>
        )}
        <div className={styles['tools']}>
          {!collapsed && <ThemeSwitch />}
          {onCollapse && (
            <button
              type="button"
              className={styles['collapse']}
              aria-label={collapsed ? 'Widen sidebar' : 'Narrow sidebar'}
              aria-expanded={!collapsed}
              onClick={onCollapse}
            >
              <Icon name="sidebar" />
            </button>
          )}
        </div>
      </div>
    </div>
  );
}
