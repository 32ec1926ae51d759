import { fold, tidy_spaces } from '../../../base/text/index.ts'

/**
 * Routes as the Social Insurance list codes them. Where a list writes code and name in different words ("uống", "Truyền
 * tĩnh mạch" for 2.14), the code decides and the name is ours. Group 6 follows a catalogue in use (6.01 Nhỏ mắt): the
 * transcriptions disagree, so a name beside such a code is kept as printed.
 */
export const route_names: Record<string, string> = {
  '1.01': 'Uống',
  '1.02': 'Ngậm',
  '1.03': 'Nhai',
  '1.04': 'Đặt dưới lưỡi',
  '2.01': 'Tiêm bắp',
  '2.02': 'Tiêm dưới da',
  '2.03': 'Tiêm trong da',
  '2.04': 'Tiêm tĩnh mạch',
  '2.05': 'Tiêm truyền tĩnh mạch',
  '2.06': 'Tiêm vào ổ khớp',
  '2.10': 'Tiêm',
  '2.14': 'Truyền tĩnh mạch',
  '2.15': 'Tiêm truyền',
  '3.01': 'Bôi',
  '3.02': 'Xoa ngoài',
  '3.03': 'Dán trên da',
  '3.04': 'Xịt ngoài da',
  '3.05': 'Dùng ngoài',
  '4.01': 'Đặt âm đạo',
  '4.02': 'Đặt hậu môn',
  '5.02': 'Dạng hít',
  '5.03': 'Bột hít',
  '5.04': 'Xịt',
  '5.05': 'Khí dung',
  '5.07': 'Xịt mũi',
  '5.08': 'Xịt họng',
}

const code_of_name = new Map(Object.entries(route_names).map(([code, name]) => [fold(name), code]))

/** "1.1", "1,01" and 1.01 read as a number are one code. */
const tidy_code = (text: string): string => {
  const match = /^(\d)[.,](\d{1,2})$/.exec(tidy_spaces(text))
  return match ? `${match[1]}.${match[2]?.length === 1 ? `${match[2]}0` : match[2]}` : ''
}

export const to_route = (code: string, name: string): { route_code: string; route: string } => {
  const tidy = tidy_spaces(name)
  const route_code = tidy_code(code) || (code_of_name.get(fold(tidy)) ?? '')
  return { route_code, route: route_names[route_code] ?? tidy }
}
