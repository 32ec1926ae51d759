import { words_of } from './language.tsx'

const vi = {
  close: 'Đóng',
  cancel: 'Thôi',
  again: 'Thử lại',
  loading: 'Đang tải…',
  nothing_found: 'Không tìm thấy',
  type_to_search: 'Gõ để tìm, không dấu cũng được',
  keys: 'Phím tắt',
  clear: 'Xóa',
  now: 'Bây giờ',
  no_moment: 'Chưa nhập ngày',
  law: 'Căn cứ',
}
const en: typeof vi = {
  close: 'Close',
  cancel: 'Cancel',
  again: 'Try again',
  loading: 'Loading…',
  nothing_found: 'Nothing found',
  type_to_search: 'Type to search, diacritics not needed',
  keys: 'Keyboard',
  clear: 'Clear',
  now: 'Now',
  no_moment: 'No day entered',
  law: 'Legal basis',
}

export const use_ui_words = words_of(vi, en)
