/** The ready form for a page of the site: plain HTML and a few lines of script, without outside files. */
import { htmlText } from '#core/documents/html-text.ts'
import type { FormField } from '../contract.ts'

export interface SnippetWords {
  labels: Record<FormField, string>
  send: string
  sent: string
  failed: string
}

interface Snippet {
  /** Address that the form is sent to. */
  action: string
  fields: readonly FormField[]
  consentText: string | null
  thanksUrl: string | null
  words: SnippetWords
}

const TYPES: Partial<Record<FormField, string>> = { phone: 'tel', email: 'email' }
const AUTOCOMPLETE: Partial<Record<FormField, string>> = {
  name: 'name',
  phone: 'tel',
  email: 'email',
  company: 'organization',
}

/** HTML to be pasted into a page. Names of people and companies in it are escaped. */
export function formSnippet({ action, fields, consentText, thanksUrl, words }: Snippet): string {
  const inputs = fields.map((field) => {
    const label = htmlText(words.labels[field])
    if (field === 'text') return `  <label>${label}<br><textarea name="text" rows="4"></textarea></label><br>`
    const type = TYPES[field] ?? 'text'
    const auto = AUTOCOMPLETE[field] ? ` autocomplete="${AUTOCOMPLETE[field]}"` : ''
    // One of phone and e-mail must be there; a form with a phone asks for it.
    const required = field === 'phone' || (field === 'email' && !fields.includes('phone')) ? ' required' : ''
    return `  <label>${label}<br><input type="${type}" name="${field}"${auto}${required}></label><br>`
  })
  const consent = consentText
    ? [`  <label><input type="checkbox" name="consent" value="yes" required> ${htmlText(consentText)}</label><br>`]
    : []
  return [
    `<form class="mostik-form" action="${htmlText(action)}" method="post">`,
    ...inputs,
    ...consent,
    '  <input type="text" name="website" tabindex="-1" autocomplete="off" aria-hidden="true" style="position:absolute;left:-9999px">',
    `  <button type="submit">${htmlText(words.send)}</button>`,
    '  <p class="mostik-answer" role="status"></p>',
    '</form>',
    '<script>',
    "document.querySelectorAll('.mostik-form').forEach(function (form) {",
    '  var shown = Date.now(), token = shown + "-" + Math.random().toString(36).slice(2);',
    "  form.addEventListener('submit', function (event) {",
    '    event.preventDefault();',
    '    var data = new URLSearchParams(new FormData(form)), button = form.querySelector("button");',
    '    data.set("token", token); data.set("seconds", Math.round((Date.now() - shown) / 1000)); data.set("page", location.href);',
    '    new URLSearchParams(location.search).forEach(function (value, name) { if (name.indexOf("utm_") === 0) data.set(name, value); });',
    '    button.disabled = true;',
    '    fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } }).then(function (answer) {',
    '      if (!answer.ok) throw answer;',
    thanksUrl
      ? `      location.href = ${scriptText(thanksUrl)};`
      : `      form.reset(); token += "+"; form.querySelector(".mostik-answer").textContent = ${scriptText(words.sent)};`,
    '    }).catch(function () {',
    `      form.querySelector(".mostik-answer").textContent = ${scriptText(words.failed)};`,
    '    }).then(function () { button.disabled = false; });',
    '  });',
    '});',
    '</script>',
  ].join('\n')
}

/** A text inside of a script: the end of the script must not stand in it. */
function scriptText(text: string): string {
  return JSON.stringify(text).replaceAll('<', String.raw`\u003c`)
}
