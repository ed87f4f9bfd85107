/** The form's furniture: rows of fields, cards with a remove button, groups, and settings folded away. */
import type { JSONPath } from 'jsonc-parser';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../../ui/button';
import { cx } from '../../../ui/class-names';
import { Icon } from '../../../ui/icon';
import { fieldId, useDraftForm } from '../draft-form';
import { valueAt } from '../json-value';
import styles from './form-parts.module.css';

/** Everything of a section, one below the other. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className={styles['stack']}>{children}</div>;
}

/** Fields side by side while there is room. */
export function Row({
  children,
  columns = 'equal',
}: {
  children: ReactNode;
  columns?: 'equal' | 'narrow' | 'wide-first';
}) {
  return <div className={cx(styles['row'], styles[columns])}>{children}</div>;
}

export function SectionTitle({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className={styles['sectionTitle']}>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
    </header>
  );
}

export function Group({ title, children, note }: { title: string; children: ReactNode; note?: ReactNode }) {
  return (
    <fieldset className={styles['group']}>
      <legend>{title}</legend>
      {note && <p className={styles['note']}>{note}</p>}
      {children}
    </fieldset>
  );
}

/** One item of a list. */
export function Card({
  title,
  removeLabel,
  onRemove,
  children,
}: {
  title: string;
  removeLabel: string;
  onRemove: () => void;
  children: ReactNode;
}) {
  const { frozen } = useDraftForm();
  return (
    <section className={styles['card']} aria-label={title}>
      <header className={styles['cardHeader']}>
        <h3>{title}</h3>
        <IconButton label={removeLabel} icon="trash" onClick={onRemove} disabled={frozen} />
      </header>
      {children}
    </section>
  );
}

/** `path` is that of the list or map that gets longer. */
export function AddButton({ path, children, onClick }: { path: JSONPath; children: ReactNode; onClick: () => void }) {
  const { frozen } = useDraftForm();
  return (
    <div id={fieldId([...path, '#add'])}>
      <Button icon="plus" onClick={onClick} disabled={frozen}>
        {children}
      </Button>
    </div>
  );
}

/** Settings most definitions leave alone. Open from the start where one of those at `paths` is set, or another. */
export function MoreSettings({
  children,
  paths = [],
  set = false,
  title = 'More settings',
}: {
  /** As a function: drawn only while it is open, for what would be too much to have ready. */
  children: ReactNode | (() => ReactNode);
  paths?: readonly JSONPath[];
  set?: boolean;
  title?: string;
}) {
  const { value } = useDraftForm();
  const [open, setOpen] = useState(() => set || paths.some((path) => valueAt(value, path) !== undefined));
  const [first] = paths;
  return (
    <details
      className={styles['more']}
      open={open}
      onToggle={(event) => event.target === event.currentTarget && setOpen(event.currentTarget.open)}
    >
      {/* While nothing is drawn, this is where a problem of the first path leads. */}
      <summary id={first && typeof children === 'function' && !open ? fieldId(first) : undefined}>
        <Icon name="chevron-right" size={14} />
        {title}
      </summary>
      <div className={styles['moreBody']}>{typeof children === 'function' ? open && children() : children}</div>
    </details>
  );
}

/** Ticks in a row. */
export function Choices({ children }: { children: ReactNode }) {
  return <div className={styles['choices']}>{children}</div>;
}

/** A tick in a line of labelled fields, on their height. */
export function Beside({ children }: { children: ReactNode }) {
  return <div className={styles['beside']}>{children}</div>;
}

/** A line of a list: fields and, where it can be taken out, a remove button on the fields' height at its end. */
export function Line(
  props: { children: ReactNode } | { children: ReactNode; removeLabel: string; onRemove: () => void },
) {
  const { frozen } = useDraftForm();
  return (
    <li className={styles['line']}>
      {props.children}
      {'onRemove' in props && (
        <span className={styles['lineEnd']}>
          <IconButton label={props.removeLabel} icon="trash" onClick={props.onRemove} disabled={frozen} />
        </span>
      )}
    </li>
  );
}

export function Lines({ children }: { children: ReactNode }) {
  return <ul className={styles['lines']}>{children}</ul>;
}

export function Note({ children }: { children: ReactNode }) {
  return <p className={styles['note']}>{children}</p>;
}
