// What the browser tests need from the machine.
import { isReady, isThere } from './machine-needs.mjs'

const programs = [process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', 'WebKitWebDriver', 'xvfb-run', 'Xvfb', 'xauth', 'pdftotext', 'pdftoppm']

export const browserStageIsReady = () =>
  isReady({
    who: 'The browser tests',
    missing: () => programs.filter((program) => !isThere(program)),
    debianPackages: ['chromium', 'webkit2gtk-driver', 'xvfb', 'xauth', 'poppler-utils', 'fonts-noto-core'],
    elsewhere: 'Elsewhere install Chromium, WebKitGTK with its driver, Xvfb with xauth and poppler; CHROMIUM_PATH says where Chromium is.',
  })
