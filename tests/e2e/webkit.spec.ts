import { expect, test } from '../support/browser/test.ts'
import { PASSPHRASE, PIN } from '../support/browser/steps.ts'
import { ENTER, WebKit } from '../support/browser/webkit.ts'

test('In WebKit, as on an iPad: installed once, then offline with the server killed unlock, mark and PDF, and sending once it is back', async ({ school }, info) => {
  test.setTimeout(180_000)
  const server = await school()
  const webkit = await WebKit.start()
  const choosePin = async (): Promise<void> => {
    await webkit.sees('Choose a PIN')
    await webkit.keys(`${PIN}${ENTER}`)
    await webkit.sees('The same PIN once more')
    await webkit.keys(`${PIN}${ENTER}`)
  }
  try {
    await test.step('sign in online; the service worker takes the app', async () => {
      await webkit.goto(server.url)
      await webkit.type('Username', 'mentor1')
      await webkit.type('Passphrase', PASSPHRASE)
      await webkit.press('Sign in', 'button')
      await choosePin()
      await webkit.sees('All sent', 40_000)
      await webkit.sees('Kacper')
      await expect.poll(() => webkit.run<boolean>('return navigator.serviceWorker.controller !== null'), { timeout: 20_000 }).toBe(true)
    })
    await test.step('the server is killed: the app starts from cold and opens with the passphrase', async () => {
      await server.kill()
      await webkit.goto(`${server.url}/arrivals`)
      await webkit.sees('Unlock')
      await webkit.type('Passphrase', PASSPHRASE)
      await webkit.press('Unlock', 'button')
      await choosePin()
      await webkit.sees('Kacper')
    })
    await test.step('a tap marks, and the mark outlives the page', async () => {
      await webkit.press('Kacper…', 'li > button')
      await webkit.sees('on time')
      await webkit.sees('1 change waiting')
      await webkit.goto(`${server.url}/arrivals`)
      await webkit.type('Passphrase', PASSPHRASE)
      await webkit.press('Unlock', 'button')
      await choosePin()
      await webkit.sees('on time')
      await webkit.sees('1 change waiting')
    })
    await test.step('the caseload’s PDF is drawn in its worker', async () => {
      // A page cannot see its downloads here: what is handed to the browser is looked at instead.
      await webkit.run('globalThis.made = []; const original = URL.createObjectURL; URL.createObjectURL = (blob) => { made.push(blob); return original(blob) }')
      await webkit.press('Reviews', 'nav a')
      await webkit.press('Export PDF of…', 'button')
      await webkit.sees('The PDF is ready', 60_000)
      const isShared = await webkit.run<boolean>('return made.length === 0')
      if (!isShared) {
        expect(await webkit.run<string>('return made[0].type')).toBe('application/pdf')
        expect(await webkit.run<number>('return made[0].size')).toBeGreaterThan(20_000)
      }
      await webkit.press('Close', 'button')
    })
    await test.step('the server is back: the mark arrives once', async () => {
      await server.start()
      await webkit.press('Close the day', 'nav a')
      await webkit.press('Sync now', 'button')
      await webkit.sees('It is safe to put the tablet away.', 40_000)
      const events = server.rows<{ f: string }>(`SELECT f FROM row WHERE t = 'arrivalEvent' AND json_extract(f, '$.date') = '2026-12-10'`)
      expect(events.map(({ f }) => (JSON.parse(f) as { mark: string }).mark)).toEqual(['/'])
    })
  } catch (error) {
    await info.attach('webkit', { body: Buffer.from(await webkit.screenshot(), 'base64'), contentType: 'image/png' })
    throw error
  } finally {
    await webkit.close()
  }
})
