/**
 * The only file that speaks OpenID Connect: authorization code with PKCE, state and nonce, all of it between this server and
 * the provider. What comes back is who it was, as the provider numbers people, and never an e-mail address or a role.
 */
import * as oidc from 'openid-client'
import { newToken, type Random } from './secrets.ts'
import { isLocal, type SignOnOptions } from './signOnOptions.ts'

export type Identity = { issuer: string; subject: string }
/** What this server remembers while somebody is at the provider. */
export type Begun = { state: string; nonce: string; verifier: string }
/** `isTwoFactor`: the provider says that it saw two. `stale`: they had signed in there before we sent them. `not-ours`: of another tenant or domain. */
export type Answered = { identity: Identity; isTwoFactor: boolean } | 'stale' | 'not-ours'
export type SignOnProvider = {
  name: string
  issuer: string
  /** Fails where the provider does not answer. */
  begin: (back: string, random: Random) => Promise<{ url: string; begun: Begun }>
  /** `at`: the address that the provider sent the page to. Fails where that is no answer of the provider's to what we asked. */
  finish: (at: URL, begun: Begun, startedAt: number) => Promise<Answered>
}

const SECONDS = 10
/** Two machines' clocks. */
const TOLERANCE_MS = 30_000

export function signOnProvider(options: SignOnOptions): SignOnProvider {
  const { issuer, clientId, secret, tenant, domain, acr, prompt } = options
  let known: Promise<oidc.Configuration> | undefined
  /** Asked once, and again where it failed. */
  const discovered = (): Promise<oidc.Configuration> => {
    known ??= oidc
      .discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretPost(secret), { timeout: SECONDS, execute: [oidc.enableNonRepudiationChecks, ...(isLocal(issuer) ? [oidc.allowInsecureRequests] : [])] })
      .catch((error: unknown) => {
        known = undefined
        throw error
      })
    return known
  }

  return {
    name: options.name,
    issuer,
    async begin(back, random) {
      const config = await discovered()
      const begun = { state: newToken(random), nonce: newToken(random), verifier: newToken(random) }
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: back, scope: 'openid profile', response_type: 'code', state: begun.state, nonce: begun.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(begun.verifier), code_challenge_method: 'S256',
        // Whoever was at this tablet before may still be signed in at the provider: it has to ask anew.
        prompt, max_age: '0',
        claims: JSON.stringify({ id_token: { auth_time: { essential: true }, amr: null } }),
        ...(domain === undefined ? {} : { hd: domain }), ...(acr === undefined ? {} : { acr_values: acr }),
      })
      return { url: url.href, begun }
    },
    async finish(at, { state, nonce, verifier }, startedAt) {
      const tokens = await oidc.authorizationCodeGrant(await discovered(), at, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true })
      const claims = tokens.claims()
      if (!claims) throw new Error('An answer without a person')
      const subject = tenant === undefined ? claims.sub : claims['tid'] === tenant ? claims['oid'] : undefined
      if (typeof subject !== 'string' || subject === '' || (domain !== undefined && claims['hd'] !== domain)) return 'not-ours'
      // Not the library's check of `max_age`: what counts is that they signed in there after we sent them, however long they then took.
      if (typeof claims.auth_time !== 'number' || claims.auth_time * 1000 < startedAt - TOLERANCE_MS) return 'stale'
      const amr: unknown = claims['amr']
      return { identity: { issuer: claims.iss, subject }, isTwoFactor: (Array.isArray(amr) && amr.includes('mfa')) || (acr !== undefined && claims['acr'] === acr) }
    },
  }
}
