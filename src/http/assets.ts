import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { Router } from 'express'
import { sha256 } from '../platform/crypto.ts'

type Asset = { url: string; type: string; plain: Buffer; br: Buffer; gzip: Buffer }

const folder = new URL('../../templates/pages/', import.meta.url)

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** The address of a style, script or drawing of the pages: its content is in its name, so a browser keeps it for ever. */
export function assetUrl(name: string): string {
  const asset = assets.get(name)
  if (!asset) throw new Error(`templates/pages/${name} does not exist`)
  return asset.url
}

export function assetRouter(): Router {
  const router = Router()
  const byUrl = new Map([...assets.values()].map((asset) => [asset.url, asset]))
  router.get('/assets/:file', (req, res, next) => {
    const asset = byUrl.get(`/assets/${req.params.file}`)
    if (!asset) return next()
    const encoding = req.acceptsEncodings('br') || req.acceptsEncodings('gzip')
    res.set({
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    })
    if (encoding === 'br' || encoding === 'gzip') res.set('Content-Encoding', encoding).send(asset[encoding])
    else res.send(asset.plain)
  })
  return router
}

function load(name: string): Asset {
  const plain = readFileSync(new URL(name, folder))
  const extension = extname(name)
  const url = `/assets/${name.slice(0, -extension.length)}.${sha256(plain).slice(0, 12)}${extension}`
  return { url, type: types[extension] ?? '', plain, br: brotliCompressSync(plain), gzip: gzipSync(plain) }
}

const assets = new Map(
  readdirSync(folder)
    .filter((name) => extname(name) in types)
    .map((name) => [name, load(name)]),
)
