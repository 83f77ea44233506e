/** Requests as a tablet sends them, over connections that stay open, and to this machine alone. */
import { Agent, request } from 'node:http'

export type Wire = { port: number; host?: string; cookie?: string }
export type Answer<T> = { body: T; cookie: string; bytes: number }

const agent = new Agent({ keepAlive: true })
export const hangUp = (): void => agent.destroy()

export function post<T>({ port, host = '127.0.0.1', cookie = '' }: Wire, path: string, body: unknown): Promise<Answer<T>> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', method: 'POST', path, agent, headers: { host, 'content-type': 'application/json', 'x-blue-report': '1', cookie } }, (reply) => {
      let said = ''
      reply.setEncoding('utf8').on('data', (chunk: string) => (said += chunk))
      reply.on('error', reject)
      reply.on('end', () => (reply.statusCode === 200 ? resolve({ body: JSON.parse(said) as T, cookie: reply.headers['set-cookie']?.[0]?.split(';')[0] ?? '', bytes: said.length }) : reject(new Error(`${reply.statusCode} at ${path}`))))
    })
    asked.on('error', reject)
    asked.end(JSON.stringify(body))
  })
}
