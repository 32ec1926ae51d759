/** Why the hub refused (FHIR issue types), in words; the same on every screen and in every report, for the Sở and for the facility. */
export const refusal_classes_vi: Record<string, string> = {
  security: 'Chữ ký, chứng thư không hợp lệ',
  conflict: 'Phong bì và nội dung mâu thuẫn, hoặc trùng mã',
  duplicate: 'Trùng mã giấy tờ đã nhận',
  value: 'Giá trị sai hoặc thiếu',
  required: 'Thiếu phần bắt buộc',
  structure: 'Sai cấu trúc tài liệu',
  invalid: 'Không đọc được',
  'business-rule': 'Trái quy tắc của loại giấy tờ',
  'code-invalid': 'Mã không có trong danh mục',
  forbidden: 'Không được phép gửi',
  'not-found': 'Nơi nhận hoặc bản cũ không có',
  'too-long': 'Quá lớn',
  'not-supported': 'Loại chưa hỗ trợ',
  expired: 'Chứng thư hết hạn',
}

export const refusal_classes_en: Record<string, string> = {
  security: 'Signature or certificate not valid',
  conflict: 'Envelope and content differ, or identity used twice',
  duplicate: 'Identity of a paper that was taken before',
  value: 'Wrong or missing value',
  required: 'Required part missing',
  structure: 'Wrong structure',
  invalid: 'Not readable',
  'business-rule': 'Against the rules of its kind',
  'code-invalid': 'Code not in its catalogue',
  forbidden: 'Not allowed to send',
  'not-found': 'Recipient or earlier version not there',
  'too-long': 'Too large',
  'not-supported': 'Kind not supported',
  expired: 'Certificate expired',
}
