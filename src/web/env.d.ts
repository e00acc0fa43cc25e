/// <reference types="vite/client" />

// One file per icon keeps the bundle and the start of tests small; the package types only its barrel.
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { Icon } from '@tabler/icons-react'
  const icon: Icon
  export default icon
}

declare module '@fontsource-variable/golos-text'
declare module 'echarts/lib/i18n/langRU.js' {
  const pack: object
  export default pack
}
