-- \gdesc names types with their modifiers, arrays, domains and enumerations.
create domain positive as int check (value > 0);
create type mood as enum ('sad', 'glad');
select 1.5::numeric(10, 2) as n, 'x'::varchar(7) as v, '{}'::int[] as i, 1::positive as p, 'sad'::mood as m, 'x'::char as c, '1s'::interval second(2) as s \gdesc
