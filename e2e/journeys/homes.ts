import type { Journey } from '../journey.ts'

export const homes: Journey = {
  name: 'a head sees his department at home, a seller sees himself',
  company: 'demo',
  async walk(stage) {
    const head = await stage.colleague('head')
    const { page: ofHead } = await stage.signedIn(head)
    await ofHead.goto('/')
    await ofHead.getByRole('heading', { name: 'Требует внимания' }).waitFor()
    await ofHead.getByRole('region', { name: 'Продавцы' }).getByRole('row').nth(3).waitFor()

    const seller = await stage.colleague('seller')
    const { page: ofSeller } = await stage.signedIn(seller)
    await ofSeller.goto('/')
    await ofSeller.getByText(seller.fullName).first().waitFor()
    await ofSeller.getByRole('heading', { name: 'Последние движения моих сделок' }).waitFor()
    if (await ofSeller.getByRole('heading', { name: 'Продавцы' }).isVisible())
      throw new Error('a seller sees the others')
  },
}
