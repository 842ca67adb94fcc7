import React from 'react'

export function moved<T>(all: T[], from: number, to: number): T[] {
  const rest = all.filter((_, i) => i !== from)
  return [...rest.slice(0, to), ...all.slice(from, from + 1), ...rest.slice(to)]
}

/** Lines reordered by hand, mouse or finger alike: the line under the pointer gives its place to the one that is held. */
export function useDrag(move: (from: number, to: number) => void) {
  const list = React.useRef<HTMLOListElement>(null)
  const [at, setAt] = React.useState<number | null>(null)
  const held = React.useRef<number | null>(null)
  const take = (rank: number | null) => {
    held.current = rank
    setAt(rank)
  }
  const under = (y: number): number =>
    [...(list.current?.children ?? [])].findIndex((line) => {
      const { top, bottom } = line.getBoundingClientRect()
      return y >= top && y < bottom
    })
  const handle = (rank: number) => ({
    onPointerDown: (event: React.PointerEvent) => {
      event.preventDefault()
      event.currentTarget.setPointerCapture(event.pointerId)
      take(rank)
    },
    onPointerMove: (event: React.PointerEvent) => {
      const [from, to] = [held.current, under(event.clientY)]
      if (from === null || to < 0 || to === from) return
      move(from, to)
      take(to)
    },
    onPointerUp: () => take(null),
    onPointerCancel: () => take(null),
  })
  return { list, at, handle }
}
