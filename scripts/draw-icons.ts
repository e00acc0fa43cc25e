/** Draws the icons of the installed product from the logo: `node scripts/draw-icons.ts` writes them into src/web/public. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { launchBrowser } from '../e2e/browser.ts'

const web = path.resolve(import.meta.dirname, '../src/web')
const logo = readFileSync(path.join(web, 'favicon.svg'), 'utf8')

/** Name, side in pixels, part of the side that the logo takes: a maskable icon may lose its edges, a phone of Apple rounds the corners itself. */
const icons: readonly [name: string, side: number, share: number][] = [
  ['icon-192', 192, 1],
  ['icon-512', 512, 1],
  ['icon-maskable-512', 512, 0.8],
  ['apple-touch-icon', 180, 0.86],
]

const browser = await launchBrowser()
const page = await browser.newPage()
for (const [name, side, share] of icons) {
  const isFull = share === 1
  await page.setViewportSize({ width: side, height: side })
  await page.setContent(
    `<style>body{margin:0;display:grid;place-items:center;height:100vh;background:${isFull ? 'transparent' : '#0d566c'}}svg{width:${share * 100}vw}</style>${logo}`,
  )
  await page.screenshot({ path: path.join(web, `public/${name}.png`), omitBackground: true })
}
await browser.close()
