-- Enumerations, composites, domains and ranges.
create type mood as enum ('sad', 'it''s ok', 'glad');
create type pair as (a int, b text);
create domain positive as int not null default 1 check (value > 0);
create type span as range (subtype = float8);
\dT
\dT+ mood
\dD
\d pair
