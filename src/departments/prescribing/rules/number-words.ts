const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']

const tens_in_words = (tens: number, ones: number): string => {
  const head = tens === 1 ? 'mười' : `${digits[tens]} mươi`
  if (ones === 0) return head
  if (ones === 1) return `${head} ${tens === 1 ? 'một' : 'mốt'}`
  if (ones === 4 && tens > 1) return `${head} tư`
  return `${head} ${ones === 5 ? 'lăm' : digits[ones]}`
}

/** Below a thousand; `is_inner` says the hundreds also where there are none ("một nghìn không trăm linh năm"). */
const group_in_words = (value: number, is_inner: boolean): string => {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10]
  const head = hundreds > 0 || is_inner ? `${digits[hundreds]} trăm` : ''
  if (tens === 0 && ones === 0) return head
  if (tens === 0) return head ? `${head} linh ${digits[ones]}` : (digits[ones] ?? '')
  return `${head} ${tens_in_words(tens, ones)}`.trim()
}

const whole_in_words = (value: number): string => {
  if (value < 1000) return value === 0 ? 'không' : group_in_words(value, false)
  const rest = value % 1000
  const head = `${whole_in_words(Math.floor(value / 1000))} nghìn`
  return rest === 0 ? head : `${head} ${group_in_words(rest, true)}`
}

/** "Ba mươi", "Hai mươi mốt", "Hai phẩy năm": with a capital, as a quantity is written on an N prescription. */
export const number_in_words = (value: number): string => {
  const [whole = '0', fraction] = String(value).split('.')
  const said = whole_in_words(Number(whole))
  const tail = fraction ? ` phẩy ${[...fraction].map((one) => digits[Number(one)]).join(' ')}` : ''
  const text = said + tail
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
}
