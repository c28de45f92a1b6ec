-- With escape_string_warning on, the server warns about a backslash in a plain literal and points at it.
set standard_conforming_strings = off;
select 'a\tb' as a;
