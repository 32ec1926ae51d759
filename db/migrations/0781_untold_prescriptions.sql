-- Until now a passing fault kept a prescription for ever out of the tray it was sent to: those are told to their room again.
UPDATE exchange.incoming AS i SET room_error = 'Đơn thuốc này chưa vào khay cấp thuốc khi tới', room_next_at = now()
WHERE i.kind = 'prescription' AND i.room_error IS NULL
  AND NOT EXISTS (SELECT FROM eprescription.received AS r WHERE r.facility = i.facility AND r.letter = i.id);
