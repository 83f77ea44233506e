/** WebKitGTK, the engine of iPads as Debian has it, driven through its own WebDriver: there is no Playwright build of it here. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { freePort } from './schoolServer.ts'

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
/** WebDriver's code points for keys that are no letters. */
export const ENTER = '\uE007'

export class WebKit {
  readonly #base: string
  readonly #driver: ChildProcess
  #session = ''

  private constructor(base: string, driver: ChildProcess) {
    this.#base = base
    this.#driver = driver
  }

  static async start(): Promise<WebKit> {
    const [binary] = globSync('/usr/lib/*/webkit2gtk-4*/MiniBrowser').filter((path) => existsSync(path))
    if (binary === undefined) throw new Error('MiniBrowser is not installed (Debian: webkit2gtk-driver)')
    const port = await freePort()
    const env = { ...process.env, WEBKIT_DISABLE_COMPOSITING_MODE: '1', LIBGL_ALWAYS_SOFTWARE: '1' }
    // In a group of its own, so that the display, the driver and the browser all end with it.
    const driver = spawn('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${port}`], { env, stdio: 'ignore', detached: true })
    const webkit = new WebKit(`http://127.0.0.1:${port}`, driver)
    const capabilities = { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args: ['--automation'] } } }
    const { sessionId } = await until(() => webkit.#ask<{ sessionId: string }>('POST', '/session', { capabilities }), 20_000)
    webkit.#session = `/session/${sessionId}`
    return webkit
  }

  async #ask<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
    const response = await fetch(this.#base + path, { method, headers: { 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } }
    if (typeof value === 'object' && value !== null && value.error !== undefined) throw new Error(`${path.split('/').slice(3).join('/')}: ${value.error}: ${value.message ?? ''}`)
    return value
  }

  goto = (url: string): Promise<void> => this.#ask('POST', `${this.#session}/url`, { url })
  run = <T>(script: string, ...args: unknown[]): Promise<T> => this.#ask('POST', `${this.#session}/execute/sync`, { script, args })
  screenshot = (): Promise<string> => this.#ask('GET', `${this.#session}/screenshot`)

  /** Waits for an element whose accessible name or text is as said, and gives it to the driver. */
  async #find(selector: string, words: string): Promise<string> {
    const script = `const [selector, words] = arguments
      const clean = (text) => (text ?? '').replace(/\\s+/g, ' ').trim()
      const named = (one) => [one.getAttribute('aria-label'), one.innerText, ...[...(one.labels ?? [])].map((label) => label.innerText)].map(clean)
      return [...document.querySelectorAll(selector)].find((one) => one.getClientRects().length > 0 && named(one).some((name) => name === words || (words.endsWith('…') && name.startsWith(words.slice(0, -1))))) ?? null`
    return until(async () => {
      const found = await this.run<Record<string, string> | null>(script, selector, words)
      const id = found?.[ELEMENT]
      if (id === undefined) throw new Error(`There is no ${selector} called “${words}”`)
      return id
    }, 20_000)
  }

  /** `words` may end in … for a beginning. A message that lies over it is waited for, as a person does. */
  press = (words: string, selector = 'button, a, label'): Promise<void> =>
    until(async () => this.#ask('POST', `${this.#session}/element/${await this.#find(selector, words)}/click`, {}), 20_000)
  type = async (label: string, text: string): Promise<void> => this.#ask('POST', `${this.#session}/element/${await this.#find('input, textarea', label)}/value`, { text })
  keys = (text: string): Promise<void> =>
    this.#ask('POST', `${this.#session}/actions`, { actions: [{ type: 'key', id: 'keyboard', actions: [...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]) }] })

  /** Waits until the page's text holds the words. */
  sees = (words: string, ms = 20_000): Promise<void> =>
    until(async () => {
      const text = await this.run<string>('return document.body.innerText.replace(/\\s+/g, " ")')
      if (!text.includes(words)) throw new Error(`The page does not say “${words}”, but: ${text.slice(0, 600)}`)
    }, ms)

  async close(): Promise<void> {
    try {
      if (this.#session) await this.#ask('DELETE', this.#session)
    } finally {
      if (this.#driver.pid !== undefined && this.#driver.exitCode === null) process.kill(-this.#driver.pid, 'SIGTERM')
    }
  }
}

async function until<T>(work: () => Promise<T>, ms: number): Promise<T> {
  const end = Date.now() + ms
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
  }
}
