-- Casts between types of one's own.
create type mood as enum ('sad', 'glad');
create function mood_int(mood) returns int language sql as 'select 1';
create cast (mood as int) with function mood_int(mood) as assignment;
\dC mood
