/** The brand: one pod drawn as a hull around three containers, and the name. */
import styles from './brand.module.css';

function BrandMark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <rect className={styles['hull']} x="1.75" y="1.75" width="20.5" height="20.5" rx="6.5" />
      <rect className={styles['first']} x="6" y="6" width="5.25" height="12" rx="2" />
      <rect className={styles['second']} x="12.75" y="6" width="5.25" height="5.25" rx="2" />
      <rect className={styles['third']} x="12.75" y="12.75" width="5.25" height="5.25" rx="2" />
    </svg>
  );
}

export function Brand() {
  return (
    <span className={styles['brand']}>
      <BrandMark />
      <span className={styles['name']}>Podrome</span>
    </span>
  );
}
