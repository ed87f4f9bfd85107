/** The filter above a list: `/` goes to it from anywhere on the page, Escape empties it. */
import { useEffect, useRef } from 'react';
import styles from './filter-field.module.css';
import { Icon } from './icon';

interface FilterFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

function useSlashKey(goThere: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      goThere();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}

export function FilterField({ label, placeholder, value, onChange }: FilterFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useSlashKey(() => input.current?.select());
  return (
    <div className={styles['filter']} role="search">
      <Icon name="search" size={14} />
      <input
        ref={input}
        className={styles['input']}
        type="text"
        inputMode="search"
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onChange('')}
      />
      {value ? (
        <button
          type="button"
          className={styles['clear']}
          aria-label="Clear filter"
          onClick={() => {
            onChange('');
            input.current?.focus();
          }}
        >
          <Icon name="close" size={12} />
        </button>
      ) : (
        <kbd className={styles['key']} aria-hidden="true">
          /
        </kbd>
      )}
    </div>
  );
}
