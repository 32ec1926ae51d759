import { fold, tidy_spaces, tidy_tones } from './fold.ts'

/** "Nguyễn Văn Đạt" → "nvd": how a queue is called up by three key strokes. */
export const initials = (name: string): string =>
  fold(name)
    .split(' ')
    .map((word) => word.match(/[\p{L}\p{N}]/u)?.[0] ?? '')
    .join('')

/** The same name written twice, whatever the case, the Unicode form or the habit of placing tone marks. */
export const same_name = (a: string, b: string): boolean =>
  tidy_tones(a).toLocaleLowerCase('vi') === tidy_tones(b).toLocaleLowerCase('vi')

/** "NGUYỄN VĂN ĐẠT" → "Nguyễn Văn Đạt"; also after a hyphen or an apostrophe: "h'hen niê" → "H'Hen Niê". */
export const title_case_name = (name: string): string =>
  tidy_spaces(name)
    .toLocaleLowerCase('vi')
    .replace(/(^|[\s\-'’(])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toLocaleUpperCase('vi'))

/** Record forms ask for the name in capitals ("In hoa"). */
export const upper_case_name = (name: string): string => tidy_spaces(name).toLocaleUpperCase('vi')
