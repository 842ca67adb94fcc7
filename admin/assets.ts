import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import express, { type Router } from 'express'
import { type Asset, build, prepareAssets } from './build.ts'

/** The desk’s scripts and style: public, compressed once, kept for ever; at their full path, in front of the session. */
export async function deskAssets(): Promise<Router> {
  await prepareAssets()
  const router = express.Router()
  for (const asset of build.all()) router.get(asset.href, serve(asset))
  return router
}

type Coding = 'br' | 'gzip'

function serve(asset: Asset): express.RequestHandler {
  const compressed = new Map<Coding, Promise<Buffer>>()
  // What every page asks for is begun at once, in a thread: the first visitor does not wait for it
  if (!asset.name.startsWith('lazy-')) compressed.set('br', COMPRESS.br(asset.bytes))
  return async (request, response) => {
    const coding = codingFor(request.get('accept-encoding') ?? '')
    response.vary('Accept-Encoding').set({
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
    })
    if (!coding) return void response.end(asset.bytes)
    const bytes = compressed.get(coding) ?? COMPRESS[coding](asset.bytes)
    compressed.set(coding, bytes)
    response.set('Content-Encoding', coding).end(await bytes)
  }
}

const codingFor = (accepted: string): Coding | null =>
  /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null

// Level 11 weighs an eighth less than 9, but holds a processor for seconds, of the two that a small server has
const brotli = (bytes: Buffer): Promise<Buffer> =>
  promisify<Buffer, object, Buffer>(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  })

const COMPRESS: Record<Coding, (bytes: Buffer) => Promise<Buffer>> = {
  br: brotli,
  gzip: (bytes) => promisify<Buffer, object, Buffer>(gzip)(bytes, { level: 9 }),
}
