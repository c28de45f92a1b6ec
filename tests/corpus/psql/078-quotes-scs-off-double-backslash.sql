-- With standard_conforming_strings off a plain literal takes backslash escapes from the next line on.
set standard_conforming_strings = off;
set escape_string_warning = off;
select 'a\\' as a; select 'b\'c' as b;
set standard_conforming_strings = on;
select 'a\\' as a, 'b\' as b;
