/** Text that fades in when it changes, so that the eye finds what moved. The first value appears without. */
import { useState } from 'react';
import styles from './changing.module.css';

export function Changing({ children }: { children: string | number }) {
  const [first] = useState(children);
  return (
    <span key={children} className={children === first ? undefined : styles['changed']}>
      {children}
    </span>
  );
}
