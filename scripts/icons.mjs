// Draws the PNG icons in public/icons from public/icon.svg with Chromium. The outputs are committed.
import { readFileSync } from 'node:fs'
import { chromium } from '@playwright/test'

const drawing = readFileSync('public/icon.svg', 'utf8')
// iOS and Android cut their own corners, so these two fill the square; Android may cut as far as the middle 80 %.
const square = drawing.replace(' rx="112"', '')
const inSafeZone = square.replace(/(<rect[^>]*>)([\s\S]*)(<\/svg>)/, '$1<g transform="translate(51 51) scale(0.8)">$2</g>$3')

const icons = [
  { file: 'icon-180.png', size: 180, svg: square },
  { file: 'icon-192.png', size: 192, svg: drawing },
  { file: 'icon-512.png', size: 512, svg: drawing },
  { file: 'icon-maskable-512.png', size: 512, svg: inSafeZone },
]

const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage()
for (const { file, size, svg } of icons) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  await page.screenshot({ path: `public/icons/${file}`, omitBackground: true })
}
await browser.close()
