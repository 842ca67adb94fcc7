import type { Tone } from '../state.ts'

type Ink = { text: string; muted: string; line: string; font: string; tones: Record<Tone, string> }

/** The colours of the desk as they are now, for what is drawn rather than styled. */
export function inkOf(element: Element): Ink {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    text: token('text'),
    muted: token('muted'),
    line: token('line'),
    font: style.fontFamily,
    tones: {
      grey: token('line-strong'),
      blue: token('accent'),
      green: token('ok'),
      amber: token('warn'),
      red: token('danger'),
    },
  }
}

/** Plain, striped, dotted: the same colour blindness must not hide which part is which. */
export function fillOf(element: Element, tone: Tone, rank: number): string | CanvasPattern {
  const color = inkOf(element).tones[tone]
  const draw = PATTERNS[rank % PATTERNS.length]
  const tile = document.createElement('canvas')
  tile.width = tile.height = SIDE
  const pen = tile.getContext('2d')
  if (!draw || !pen) return color
  pen.globalAlpha = 0.3
  pen.fillStyle = color
  pen.fillRect(0, 0, SIDE, SIDE)
  pen.globalAlpha = 1
  pen.strokeStyle = color
  pen.lineWidth = 2
  draw(pen)
  return pen.createPattern(tile, 'repeat') ?? color
}

const SIDE = 8

const PATTERNS: (((pen: CanvasRenderingContext2D) => void) | null)[] = [
  null,
  (pen) => {
    pen.beginPath()
    for (const shift of [-SIDE, 0, SIDE]) {
      pen.moveTo(shift, SIDE)
      pen.lineTo(shift + SIDE, 0)
    }
    pen.stroke()
  },
  (pen) => {
    pen.fillRect(1, 1, 3, 3)
    pen.fillRect(5, 5, 3, 3)
  },
]

export const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** By the button of the top bar, or with the evening. */
export function onThemeChange(listener: () => void): () => void {
  const watcher = new MutationObserver(listener)
  watcher.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const system = matchMedia('(prefers-color-scheme: dark)')
  system.addEventListener('change', listener)
  return () => {
    watcher.disconnect()
    system.removeEventListener('change', listener)
  }
}
