/** Where the school's provider leads the page back to; the sign-in screen goes on there. Known before anything else is fetched. */
export const SIGNED_ON = '/signed-on'
