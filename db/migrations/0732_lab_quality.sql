-- Quality level of a house's laboratory, as it was found by whom (SHARE-16): it travels with every laboratory result.
ALTER TABLE health_book.setting ADD COLUMN lab_quality jsonb;   -- {level, decision, valid_from}
