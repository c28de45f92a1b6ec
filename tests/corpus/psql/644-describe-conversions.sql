-- Conversions by name.
\dc utf8_to_iso_8859_1
