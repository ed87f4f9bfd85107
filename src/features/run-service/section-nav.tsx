/** The form's sections as vertical tabs, each with its count of problems; a choice list where there is no room. */
import type { KeyboardEvent } from 'react';
import { cx } from '../../ui/class-names';
import { SelectField } from '../../ui/select-field';
import { useMedia } from '../../ui/use-media';
import type { Problem } from './problems';
import styles from './section-nav.module.css';
import type { Section } from './sections';

type SectionNavProps = {
  sections: readonly Section[];
  current: string;
  problems: readonly Problem[];
  onOpen: (section: string) => void;
  /** Id of the element that shows the section. */
  panel: string;
};

export function SectionNav({ sections, current, problems, onOpen, panel }: SectionNavProps) {
  const narrow = useMedia('(max-width: 820px)');
  const count = (section: string): number => problems.filter((problem) => problem.section === section).length;
  if (narrow) {
    const options = sections.map(({ value, label, nested }) => ({
      value,
      label: `${nested ? '– ' : ''}${label}${count(value) > 0 ? ` (${count(value)})` : ''}`,
    }));
    return (
      <SelectField id={`${panel}-${current}`} label="Section" value={current} options={options} onChange={onOpen} />
    );
  }
  return (
    <div className={styles['tabs']} role="tablist" aria-label="Sections" aria-orientation="vertical">
      {sections.map(({ value, label, nested }) => (
        <button
          key={value}
          type="button"
          role="tab"
          id={`${panel}-${value}`}
          aria-selected={value === current}
          aria-controls={value === current ? panel : undefined}
          tabIndex={value === current ? 0 : -1}
          className={cx(styles['tab'], nested && styles['nested'])}
          onClick={() => onOpen(value)}
          onKeyDown={moveFocus}
        >
          <span className={styles['label']}>{label}</span>
          {count(value) > 0 && (
            <span
              className={styles['count']}
              aria-label={count(value) === 1 ? '1 problem' : `${count(value)} problems`}
              role="img"
            >
              {count(value)}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const tabs = [...(event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])];
  const at = tabs.findIndex((tab) => tab === document.activeElement);
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (target === undefined || at < 0) return;
  event.preventDefault();
  tabs[(target + tabs.length) % tabs.length]?.focus();
}
