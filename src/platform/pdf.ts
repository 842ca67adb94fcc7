import { availableParallelism } from 'node:os'
import type { Browser, HTTPRequest, Page } from 'puppeteer-core'
import { giveWay } from './background.ts'
import { launchChromium } from './chromium.ts'

type PdfOptions = {
  /** Its title, printed at the foot of each page before the page number: the number and version of a document. */
  footer?: string
  landscape?: boolean
}

/** An A4 document from HTML: no script runs, nothing is fetched, 20 seconds at most. */
export async function renderPdf(html: string, { footer = '', landscape = false }: PdfOptions = {}): Promise<Buffer> {
  await room()
  try {
    return await printed(html, footer, landscape)
  } finally {
    leave()
  }
}

/** The same page as a picture, for a screen that opens no PDF. */
export async function renderPicture(html: string): Promise<Buffer> {
  await room()
  try {
    return await pictured(html.replace('</head>', `<style>body { padding: 18mm; background: #fff }</style></head>`))
  } finally {
    leave()
  }
}

/** Lets go of the browser: at the end of the process, or of a test. */
export async function closePdf(): Promise<void> {
  const closing = browser
  browser = null
  await (await closing)?.close()
}

const LIMIT_MS = 20_000
const RECYCLE_AFTER = 100
let browser: Promise<Browser> | null = null
let prints = 0

async function printed(html: string, footer: string, landscape: boolean): Promise<Buffer> {
  const page = await (await theBrowser()).newPage()
  try {
    await shut(page)
    await page.setContent(titled(html, footer), { waitUntil: 'load', timeout: LIMIT_MS })
    const bytes = await page.pdf({
      format: 'A4',
      landscape,
      // Headings, tables and language are marked for whoever listens to a document
      tagged: true,
      printBackground: true,
      preferCSSPageSize: true,
      timeout: LIMIT_MS,
      margin: { top: '18mm', bottom: '20mm', left: '18mm', right: '18mm' },
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: pageNumbers(footer),
    })
    return Buffer.from(bytes)
  } finally {
    await page.close().catch(() => undefined)
  }
}

const SHEET = { width: 794, height: 1123 }

async function pictured(html: string): Promise<Buffer> {
  const page = await (await theBrowser()).newPage()
  try {
    await shut(page)
    await page.setViewport(SHEET)
    await page.setContent(html, { waitUntil: 'load', timeout: LIMIT_MS })
    return Buffer.from(await page.screenshot({ type: 'png', fullPage: true, optimizeForSpeed: true }))
  } finally {
    await page.close().catch(() => undefined)
  }
}
/** What a window and a screen reader call the document. */
const titled = (html: string, title: string): string =>
  title ? html.replace('<head>', `<head><title>${escaped(title)}</title>`) : html

async function shut(page: Page): Promise<void> {
  page.setDefaultTimeout(LIMIT_MS)
  await page.setJavaScriptEnabled(false)
  await page.setRequestInterception(true)
  page.on('request', (request: HTTPRequest) => void answer(request))
}

const answer = (request: HTTPRequest): Promise<void> =>
  request.url().startsWith('data:') || request.url() === 'about:blank'
    ? request.continue()
    : request.abort('blockedbyclient')

const pageNumbers = (footer: string): string =>
  `<div style="width:100%;margin:0 18mm;font:10px 'Open Sans',sans-serif;color:#555;display:flex;gap:8mm;justify-content:space-between">
    <span style="overflow:hidden;text-overflow:ellipsis;white-space:nowrap">${escaped(footer)}</span>
    <span style="white-space:nowrap"><span class="pageNumber"></span>&nbsp;/&nbsp;<span class="totalPages"></span></span>
  </div>`

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Chromium grows with use: a new one every hundred documents, or when the last one died. */
async function theBrowser(): Promise<Browser> {
  if (prints >= RECYCLE_AFTER || (browser && !(await browser.catch(() => null))?.connected))
    await closePdf().catch(() => undefined)
  if (!browser) {
    prints = 0
    // Belt to the interception: no name resolves, so nothing can be reached.
    browser = launchChromium(['--host-resolver-rules=MAP * ~NOTFOUND']).then(background)
  }
  prints += 1
  return browser
}

/** Nobody stands before it and waits: lists and forms go first. */
function background(started: Browser): Browser {
  const pid = started.process()?.pid
  if (pid) giveWay(pid)
  return started
}

// Two pages at a time at most: each takes a core and its memory, and one core is for those who are being answered.
const MOST_PAGES = Math.min(2, Math.max(1, availableParallelism() - 1))
const pages = { busy: 0, waiting: [] as (() => void)[] }

async function room(): Promise<void> {
  if (pages.busy < MOST_PAGES) {
    pages.busy += 1
    return
  }
  await new Promise<void>((resolve) => pages.waiting.push(resolve))
}

function leave(): void {
  const next = pages.waiting.shift()
  if (next) next()
  else pages.busy -= 1
}
