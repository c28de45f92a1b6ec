-- The number in the message is the line of the terminator, not the line of the mistake.
select
nope
from
pg_class
;
