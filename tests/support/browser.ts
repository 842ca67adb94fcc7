import type { Browser } from 'puppeteer-core'
import { afterAll } from 'vitest'
import { launchChromium } from '../../src/platform/chromium.ts'

let opened: Promise<Browser> | null = null

/** The real Chromium, one for the test file, closed after it: `const page = await (await browser()).newPage()`. */
export function browser(): Promise<Browser> {
  opened ??= launchChromium(['--lang=fr-FR'])
  return opened
}

afterAll(async () => {
  const closing = opened
  opened = null
  await (await closing?.catch(() => null))?.close()
})
