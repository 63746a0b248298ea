/* Runs before the first paint: no flash of the other theme. Keys are those of app/_client/preferences.ts. */
{
  const { documentElement, currentScript } = document;
  try {
    const theme = localStorage.getItem("drawbridge.theme");
    if (theme === "light" || theme === "dark") documentElement.dataset.theme = theme;
  } catch {
    /* Storage is switched off: the system decides. */
  }
  /* Read by the dialogs' scroll lock, which adds a style element. */
  globalThis.__webpack_nonce__ = currentScript?.nonce;
}
