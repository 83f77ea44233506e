/** zod, set up before the first schema is made: it would else try `new Function`, which our Content Security Policy forbids and reports. */
import { z } from 'zod'

z.config({ jitless: true })

export { z }
