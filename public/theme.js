/* Applies the chosen theme before the first paint. A file of its own, since the security policy allows no inline script. */
try {
  const theme = localStorage.getItem('podrome:theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be refused; the system's theme stands.
}
