/** What a firm of this region adds to a name that another one has. */
const PLACES: Record<string, string> = {
  Москва: 'Москва',
  'Санкт-Петербург': 'Нева',
  'Свердловская область': 'Урал',
  Татарстан: 'Казань',
  'Самарская область': 'Самара',
  'Пермский край': 'Пермь',
  'Ростовская область': 'Дон',
  'Новосибирская область': 'Сибирь',
  'Краснодарский край': 'Юг',
  'Челябинская область': 'Челябинск',
}

/** Names of a town's firms: no two alike, whatever their legal form. */
export class FirmNames {
  #taken = new Set<string>()

  /** This name, or what sets its bearer apart from those before: the place, then a number. «Тульский комбинат № 2», «ВекторСтрой-Урал». */
  give(name: string, region: string): string {
    const isPlant = name.includes(' ')
    const mark = name.includes('-') ? ' ' : '-'
    const place = isPlant ? name : `${name}${mark}${PLACES[region] ?? region}`
    let given = this.#taken.has(name) ? place : name
    for (let n = 2; this.#taken.has(given); n += 1) given = isPlant ? `${name} № ${n}` : `${place} ${n}`
    this.#taken.add(given)
    return given
  }
}
