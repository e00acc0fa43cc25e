import { describe, expect, it } from 'vitest'
import { testBrowser, vapidClaims } from '../../testing-push.ts'
import { encryptPush, newPushKeys, pushAuthorization } from './service/push-encryption.ts'

/** RFC 8291, appendix A. */
const example = {
  plain: 'When I grow up, I want to be a watermelon',
  receiver: {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
  keys: {
    public: 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
    private: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  },
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  message:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}

describe('a push message', () => {
  it('is encrypted as the example of RFC 8291', () => {
    const once = { keys: example.keys, salt: Buffer.from(example.salt, 'base64url') }
    expect(encryptPush(example.plain, example.receiver, once).toString('base64url')).toBe(example.message)
  })

  it('is read by its browser alone', () => {
    const browser = testBrowser()
    const once = { keys: newPushKeys(), salt: Buffer.alloc(16, 3) }
    const sealed = encryptPush('Новый лид: «Ромашка»', browser.keys, once)
    expect(browser.open(sealed)).toBe('Новый лид: «Ромашка»')
    expect(() => testBrowser().open(sealed)).toThrow('authenticate')
  })

  it('longer than a push service takes is refused', () => {
    const once = { keys: newPushKeys(), salt: Buffer.alloc(16) }
    expect(() => encryptPush('я'.repeat(2_000), example.receiver, once)).toThrow('too long')
  })

  it('is signed for its push service alone and for half a day', () => {
    const keys = newPushKeys()
    const now = new Date('2026-11-21T09:00:00Z')
    const header = pushAuthorization('https://push.example.net/send/1', keys, 'mailto:a@example.ru', now)
    expect(vapidClaims(header)).toEqual({
      key: keys.public,
      claims: {
        aud: 'https://push.example.net',
        exp: now.getTime() / 1000 + 12 * 3600,
        sub: 'mailto:a@example.ru',
      },
    })
  })
})
