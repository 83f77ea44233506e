/** What an attacker would type into a field so that a browser, a template or a server runs it. Whatever ran would leave `RAN` on the page. */
export const RAN = 'zqxran'
const run = `window.${RAN}=1`
export const PAYLOADS: readonly string[] = [
  `<script>${run}</script>`, `"><script>${run}</script>`, `</textarea></title></style></script><script>${run}</script>`, `<img src=x onerror="${run}">`, `'><img src=x onerror=${run}//`, `<svg onload=${run}>`, `<svg><script>${run}</script></svg>`,
  `<svg><animate onbegin=${run} attributeName=x dur=1s>`, `<math><mtext><table><mglyph><style><img src=x onerror=${run}>`, `<iframe srcdoc="<script>parent.${RAN}=1</script>">`, `<object data="javascript:${run}">`, `<details open ontoggle=${run}>`,
  `" autofocus onfocus="${run}" x="`, `' onmouseover='${run}' x='`, `javascript:${run}`, `JaVaScRiPt:${run}`, `java\tscript:${run}`, `data:text/html,<script>${run}</script>`, `<a href="javascript:${run}">tap</a>`, `<form action="javascript:${run}"><button>Save</button></form>`,
  `<base href="https://evil.example/">`, `<meta http-equiv="refresh" content="0;url=javascript:${run}">`, `<link rel=stylesheet href="https://evil.example/x.css">`, `<style>*{background:url("https://evil.example/")}</style>`, `{{constructor.constructor('${run}')()}}`, `\${${run}}`, `#{${run}}`, `<%= ${run} %>`, `[[${run}]]`,
  `&lt;script&gt;${run}&lt;/script&gt;`, `%3Cscript%3E${run}%3C/script%3E`, `\\u003cscript\\u003e${run}`, '\uff1cscript\uff1e', `<!--><script>${run}</script>-->`, `<![CDATA[<script>${run}</script>]]>`, `\u2028${run}\u2029`, `\u202e<tpircs>\u202c ${RAN}`, `\u2066abc\u2069\u200b\u200d\ufeff`, 'a\0b\u0007\u001b[31m',
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', `{"__proto__":{"${RAN}":1}}`, `constructor[prototype][${RAN}]=1`, `'; drop table row; --`, '$1 %s %n %x', '../../../../etc/passwd', `\r\nset-cookie: ${RAN}=1`, '\u0301'.repeat(300), 'W'.repeat(4000), '\ud83d\ude00'.repeat(200), '\u0600\u0644\u200f'.repeat(20),
]
export const isPolluted = (): boolean => RAN in {} || RAN in [] || RAN in Object
