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
  choose_file: 'Chọn tệp…',
  choose_other_file: 'Chọn tệp khác…',
  no_file: 'Chưa chọn tệp',
  scan_hint: 'PDF, JPEG hoặc PNG, tối đa 5 MB',
  scan_type: 'Bản quét phải là PDF, JPEG hoặc PNG',
  scan_size: 'Bản quét quá lớn (tối đa 5 MB); hãy quét lại ở độ phân giải thấp hơn',
  scan_unread: 'Không đọc được tệp này; hãy chọn lại',
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
  choose_file: 'Choose a file…',
  choose_other_file: 'Choose another…',
  no_file: 'No file chosen',
  scan_hint: 'PDF, JPEG or PNG, up to 5 MB',
  scan_type: 'A scan is a PDF, JPEG or PNG',
  scan_size: 'The scan is too large (5 MB at most); scan it again at a lower resolution',
  scan_unread: 'This file cannot be read; choose again',
}

export const use_ui_words = words_of(vi, en)
