/** The built app. A file with a hash in its name never changes; the others are asked for afresh each time. */
import { basename, sep } from 'node:path'
import files from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'

export async function addFiles(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(files, {
    root: folder,
    cacheControl: false,
    index: ['index.html'],
    dotfiles: 'ignore',
    preCompressed: true,
    setHeaders: (reply, path) => {
      const hashed = path.includes(`${sep}assets${sep}`) && /[-.][A-Za-z0-9_-]{8,}\.\w+$/.test(basename(path, '.br'))
      void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

/** An address of the app that is no file: the app itself answers it. */
export function isPage(request: FastifyRequest): boolean {
  const wantsPage = request.headers['sec-fetch-mode'] === 'navigate' || (request.headers.accept ?? '').includes('text/html')
  const path = request.url.split('?')[0] ?? ''
  return (request.method === 'GET' || request.method === 'HEAD') && wantsPage && !basename(path).includes('.')
}
