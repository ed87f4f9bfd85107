/** Light, dark, or as the system has it. */
import { Segmented } from '../ui/segmented';
import { chooseTheme, useTheme } from './theme';

const segments = [
  { value: 'system', label: 'System theme', icon: 'monitor' },
  { value: 'light', label: 'Light theme', icon: 'sun' },
  { value: 'dark', label: 'Dark theme', icon: 'moon' },
] as const;

export function ThemeSwitch() {
  return <Segmented label="Theme" value={useTheme()} onChange={chooseTheme} segments={segments} />;
}
