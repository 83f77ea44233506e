/** A line between tablet and server that can lose what the server answered, after the server has done what was asked. */
import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Line = {
  url: string
  /** The next replies to this address never arrive: the connection breaks once the server has answered. */
  loseReplies: (path: string, count: number) => void
  lost: () => number
  /** What tablets sent to this address, to be sent once more. */
  sent: (path: string) => { headers: IncomingMessage['headers']; body: string }[]
  close: () => Promise<void>
}

export async function lineTo(target: string): Promise<Line> {
  const { port } = new URL(target)
  const losing = new Map<string, number>()
  const sent: { path: string; headers: IncomingMessage['headers']; body: string }[] = []
  let lost = 0
  const line: Server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/'
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    incoming.on('end', () => {
      const body = Buffer.concat(parts)
      if (incoming.method === 'POST') sent.push({ path, headers: incoming.headers, body: body.toString() })
      const onward = ask({ port, host: 'localhost', path, method: incoming.method, headers: incoming.headers }, (answer) => {
        const left = losing.get(path) ?? 0
        if (left > 0) {
          losing.set(path, left - 1)
          answer.resume().on('end', () => {
            lost++
            incoming.socket.destroy()
          })
          return
        }
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
      onward.on('error', () => incoming.socket.destroy())
      onward.end(body)
    })
  }).listen(0, 'localhost')
  await new Promise((resolve) => line.once('listening', resolve))
  return {
    url: `http://localhost:${(line.address() as AddressInfo).port}`,
    loseReplies: (path, count) => void losing.set(path, count),
    lost: () => lost,
    sent: (path) => sent.filter((one) => one.path === path),
    close: async () => {
      line.closeAllConnections()
      await new Promise((resolve) => line.close(resolve))
    },
  }
}
