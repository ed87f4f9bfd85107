/** The way into the terminal for whoever has a command to show: the shell around the pages opens it, if it has one. */
import { createContext } from 'react';

/** Puts a command at the terminal's prompt, for the visitor to run; undefined where there is no terminal. */
export const TerminalDoor = createContext<((command: string) => void) | undefined>(undefined);
