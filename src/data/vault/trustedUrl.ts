/**
 * Worker and service-worker addresses are Trusted Types sinks. One policy, named in the Content Security Policy as
 * `app-sw`, lets addresses of our own origin through and nothing else. A policy can be created only once, hence one file.
 */

interface ScriptUrlPolicy {
  createScriptURL(address: string): unknown
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): ScriptUrlPolicy
}

export function ownOriginOnly(address: string, base: string): string {
  const url = new URL(address, base)
  if (url.origin !== new URL(base).origin) throw new TypeError('A worker may come from our own origin only')
  return url.href
}

let policy: ScriptUrlPolicy | undefined

/** The address as the sink wants it: a TrustedScriptURL where the browser has them, else the checked address. */
export function trustedUrl(address: string | URL): string {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes
  const checked = (text: string) => ownOriginOnly(text, globalThis.location.href)
  if (factory === undefined) return checked(String(address))
  policy ??= factory.createPolicy('app-sw', { createScriptURL: checked })
  // The DOM types know only strings here; the browser insists on the trusted object.
  return policy.createScriptURL(String(address)) as string
}
