/** Which provider the school signs in with, as whoever starts the server says it. */

export type SignOnOptions = {
  /** What it is called on the button. */
  name: string
  issuer: string
  clientId: string
  secret: string
  /** Microsoft: the one tenant; a person is their object id in it. */
  tenant?: string | undefined
  /** Google: the one Workspace domain. */
  domain?: string | undefined
  /** A level (`acr`) that the provider is asked for, and that counts as two factors where it is given. */
  acr?: string | undefined
  /** What makes the provider ask who it is, whoever signed in there before. */
  prompt: 'login' | 'select_account'
}
type Env = Readonly<Record<string, string | undefined>>

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]'])
/** Plain http is for a provider on this very machine, as in tests. */
export const isLocal = (issuer: string): boolean => LOCAL.has(new URL(issuer).hostname)

/** Undefined where nobody asked for single sign-on; half a setting is said at once. */
export function signOnFrom(env: Env): SignOnOptions | undefined {
  const which = env['BLUE_REPORT_SSO']
  if (!which) return undefined
  const need = (name: string): string => env[name] || fail(`BLUE_REPORT_SSO=${which} needs ${name} as well.`)
  const shared = { clientId: need('BLUE_REPORT_SSO_CLIENT'), secret: need('BLUE_REPORT_SSO_SECRET'), acr: env['BLUE_REPORT_SSO_ACR'] || undefined, prompt: 'login' as const }
  if (which === 'microsoft') {
    const tenant = need('BLUE_REPORT_SSO_TENANT').toLowerCase()
    if (!GUID.test(tenant)) return fail('BLUE_REPORT_SSO_TENANT is the directory (tenant) ID, such as 0f3c1a52-…: never “common” or a name.')
    return { ...shared, name: 'Microsoft 365', issuer: `https://login.microsoftonline.com/${tenant}/v2.0`, tenant }
  }
  // Google knows no `login`; that they signed in just now is looked at in its answer alone.
  if (which === 'google') return { ...shared, prompt: 'select_account', name: 'Google', issuer: 'https://accounts.google.com', domain: need('BLUE_REPORT_SSO_DOMAIN').toLowerCase() }
  if (!URL.canParse(which) || !(new URL(which).protocol === 'https:' || isLocal(which))) return fail('BLUE_REPORT_SSO is microsoft, google, or the https address of an OpenID provider.')
  return { ...shared, name: env['BLUE_REPORT_SSO_NAME'] || 'your school account', issuer: which, tenant: env['BLUE_REPORT_SSO_TENANT'] || undefined, domain: env['BLUE_REPORT_SSO_DOMAIN'] || undefined }
}

function fail(message: string): never {
  throw new Error(message)
}
