// Sets the chosen theme before the first paint; runs without the bundle, so it reads what app.tsx stores.
{
  let chosen = 'auto'
  try {
    chosen = localStorage.getItem('mostik.theme') ?? 'auto'
  } catch {}
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light'
}
