/** 570 → '09:30'; midnight at the end of a day is '24:00'. */
export function clockText(minutes: number): string {
  const whole = Math.max(0, Math.min(1_440, Math.round(minutes)))
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`
}

/** '9:30' → 570; null for what is no time. */
export function minutesOf(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(text.trim())
  if (!match) return null
  const [hours, minutes] = [Number(match[1]), Number(match[2])]
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null
}
